namespace ResearchKit.Pairs.Vision.Segmentation;

/// <summary>
/// The smallest cut of a graph between a source and a sink (Boykov, Kolmogorov 2004): two search trees grow toward one
/// another and are repaired after each augmentation. Capacities are whole numbers, so that the cut is exact.
/// </summary>
internal sealed class MaxFlow
{
    private const int None = -1, Terminal = -2;
    private readonly int[] firstEdge, parent; // parent: the edge from a node toward its root
    private readonly int[] terminal;          // what is left: above 0 from the source, below 0 to the sink
    private readonly sbyte[] tree;            // 1 source tree, -1 sink tree, 0 free
    private readonly int[] nextEdge, head, capacity;
    private readonly Queue<int> active = new();
    private readonly Queue<int> orphans = new();
    private int edges;

    /// <summary>A graph without edges.</summary>
    /// <param name="nodes">Number of nodes beside source and sink.</param>
    /// <param name="pairs">Most calls of <see cref="Connect"/>.</param>
    public MaxFlow(int nodes, int pairs)
    {
        (firstEdge, parent, terminal, tree) = (new int[nodes], new int[nodes], new int[nodes], new sbyte[nodes]);
        (nextEdge, head, capacity) = (new int[2 * pairs], new int[2 * pairs], new int[2 * pairs]);
        firstEdge.AsSpan().Fill(None);
        parent.AsSpan().Fill(None);
    }

    /// <summary>Sets what cutting the node from the source and from the sink costs; only the difference
    /// matters.</summary>
    public void Attach(int node, int fromSource, int toSink) => terminal[node] = fromSource - toSink;

    /// <summary>Two edges, one each way, that cost <paramref name="weight"/> to cut.</summary>
    public void Connect(int a, int b, int weight)
    {
        Add(a, b, weight);
        Add(b, a, weight);
    }

    /// <summary>Whether each node stays with the source.</summary>
    public bool[] SourceSide()
    {
        for (var i = 0; i < tree.Length; i++)
        {
            if (terminal[i] == 0) continue;
            tree[i] = (sbyte)Math.Sign(terminal[i]);
            parent[i] = Terminal;
            active.Enqueue(i);
        }
        while (active.TryPeek(out var node))
        {
            var bridge = tree[node] == 0 ? None : Grow(node);
            if (bridge == None)
            {
                active.Dequeue();
                continue;
            }
            Augment(bridge);
            while (orphans.TryDequeue(out var orphan)) Adopt(orphan);
        }
        return Array.ConvertAll(tree, t => t == 1);
    }

    private void Add(int from, int to, int weight)
    {
        (head[edges], capacity[edges], nextEdge[edges]) = (to, weight, firstEdge[from]);
        firstEdge[from] = edges++;
    }

    // Edge pairs are neighbors in memory: the reverse of edge e is e ^ 1.
    // What edge e (away from a node) still lets through in the direction of the flow, for a node of that tree.
    private int Outward(int e, int side) => capacity[side == 1 ? e : e ^ 1];

    private int Grow(int node)
    {
        int side = tree[node];
        for (var e = firstEdge[node]; e != None; e = nextEdge[e])
        {
            if (Outward(e, side) == 0) continue;
            var other = head[e];
            if (tree[other] == 0)
            {
                (tree[other], parent[other]) = ((sbyte)side, e ^ 1);
                active.Enqueue(other);
            }
            else if (tree[other] != side) return side == 1 ? e : e ^ 1;
        }
        return None;
    }

    // The bridge leads from the source tree into the sink tree.
    private void Augment(int bridge)
    {
        int start = head[bridge ^ 1], end = head[bridge];
        var flow = Math.Min(capacity[bridge], Math.Min(Room(start, 1), Room(end, -1)));
        capacity[bridge] -= flow;
        capacity[bridge ^ 1] += flow;
        Push(start, 1, flow);
        Push(end, -1, flow);
    }

    private int Room(int node, int side)
    {
        var room = int.MaxValue;
        for (; parent[node] != Terminal; node = head[parent[node]])
            room = Math.Min(room, Outward(parent[node] ^ 1, side));
        return Math.Min(room, Math.Abs(terminal[node]));
    }

    private void Push(int node, int side, int flow)
    {
        while (parent[node] != Terminal)
        {
            var up = parent[node];
            var along = side == 1 ? up ^ 1 : up; // in the direction of the flow
            capacity[along] -= flow;
            capacity[along ^ 1] += flow;
            if (capacity[along] == 0) Orphan(node);
            node = head[up];
        }
        terminal[node] -= side * flow;
        if (terminal[node] == 0) Orphan(node);
    }

    private void Orphan(int node)
    {
        parent[node] = None;
        orphans.Enqueue(node);
    }

    private void Adopt(int node)
    {
        int side = tree[node];
        for (var e = firstEdge[node]; e != None; e = nextEdge[e])
            if (tree[head[e]] == side && Outward(e ^ 1, side) > 0 && Rooted(head[e]))
            {
                parent[node] = e;
                return;
            }
        for (var e = firstEdge[node]; e != None; e = nextEdge[e])
        {
            var other = head[e];
            if (tree[other] != side) continue;
            if (Outward(e ^ 1, side) > 0) active.Enqueue(other);
            if (parent[other] >= 0 && head[parent[other]] == node) Orphan(other);
        }
        tree[node] = 0;
    }

    private bool Rooted(int node)
    {
        while (parent[node] >= 0) node = head[parent[node]];
        return parent[node] == Terminal;
    }
}
