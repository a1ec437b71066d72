namespace ResearchKit.Pairs.Vision.Segmentation;

/// <summary>
/// The smallest cut of a graph between a source and a sink (Boykov, Kolmogorov 2004): two search trees grow toward one
/// another and are repaired after each augmentation. Capacities are whole numbers, so that the cut is exact.
/// </summary>
internal sealed class MaxFlow
{
    private const int None = -1, Terminal = -2;
    private readonly int[] _firstEdge, _parent; // parent: the edge from a node toward its root
    private readonly int[] _terminal;          // what is left: above 0 from the source, below 0 to the sink
    private readonly sbyte[] _tree;            // 1 source tree, -1 sink tree, 0 free
    private readonly int[] _nextEdge, _head, _capacity;
    private readonly Queue<int> _active = new();
    private readonly Queue<int> _orphans = new();
    private int _edges;

    /// <summary>A graph without edges.</summary>
    /// <param name="nodes">Number of nodes beside source and sink.</param>
    /// <param name="pairs">Most calls of <see cref="Connect"/>.</param>
    public MaxFlow(int nodes, int pairs)
    {
        (_firstEdge, _parent, _terminal, _tree) = (new int[nodes], new int[nodes], new int[nodes], new sbyte[nodes]);
        (_nextEdge, _head, _capacity) = (new int[2 * pairs], new int[2 * pairs], new int[2 * pairs]);
        _firstEdge.AsSpan().Fill(None);
        _parent.AsSpan().Fill(None);
    }

    /// <summary>Sets what cutting the node from the source and from the sink costs; only the difference
    /// matters.</summary>
    public void Attach(int node, int fromSource, int toSink) => _terminal[node] = fromSource - toSink;

    /// <summary>Two edges, one each way, that cost <paramref name="weight"/> to cut.</summary>
    public void Connect(int a, int b, int weight)
    {
        Add(a, b, weight);
        Add(b, a, weight);
    }

    /// <summary>Whether each node stays with the source.</summary>
    public bool[] SourceSide()
    {
        for (var i = 0; i < _tree.Length; i++)
        {
            if (_terminal[i] == 0) continue;
            _tree[i] = (sbyte)Math.Sign(_terminal[i]);
            _parent[i] = Terminal;
            _active.Enqueue(i);
        }
        while (_active.TryPeek(out var node))
        {
            var bridge = _tree[node] == 0 ? None : Grow(node);
            if (bridge == None)
            {
                _active.Dequeue();
                continue;
            }
            Augment(bridge);
            while (_orphans.TryDequeue(out var orphan)) Adopt(orphan);
        }
        return Array.ConvertAll(_tree, t => t == 1);
    }

    private void Add(int from, int to, int weight)
    {
        (_head[_edges], _capacity[_edges], _nextEdge[_edges]) = (to, weight, _firstEdge[from]);
        _firstEdge[from] = _edges++;
    }

    // Edge pairs are neighbors in memory: the reverse of edge e is e ^ 1.
    // What edge e (away from a node) still lets through in the direction of the flow, for a node of that tree.
    private int Outward(int e, int side) => _capacity[side == 1 ? e : e ^ 1];

    private int Grow(int node)
    {
        int side = _tree[node];
        for (var e = _firstEdge[node]; e != None; e = _nextEdge[e])
        {
            if (Outward(e, side) == 0) continue;
            var other = _head[e];
            if (_tree[other] == 0)
            {
                (_tree[other], _parent[other]) = ((sbyte)side, e ^ 1);
                _active.Enqueue(other);
            }
            else if (_tree[other] != side) return side == 1 ? e : e ^ 1;
        }
        return None;
    }

    // The bridge leads from the source tree into the sink tree.
    private void Augment(int bridge)
    {
        int start = _head[bridge ^ 1], end = _head[bridge];
        var flow = Math.Min(_capacity[bridge], Math.Min(Room(start, 1), Room(end, -1)));
        _capacity[bridge] -= flow;
        _capacity[bridge ^ 1] += flow;
        Push(start, 1, flow);
        Push(end, -1, flow);
    }

    private int Room(int node, int side)
    {
        var room = int.MaxValue;
        for (; _parent[node] != Terminal; node = _head[_parent[node]])
            room = Math.Min(room, Outward(_parent[node] ^ 1, side));
        return Math.Min(room, Math.Abs(_terminal[node]));
    }

    private void Push(int node, int side, int flow)
    {
        while (_parent[node] != Terminal)
        {
            var up = _parent[node];
            var along = side == 1 ? up ^ 1 : up; // in the direction of the flow
            _capacity[along] -= flow;
            _capacity[along ^ 1] += flow;
            if (_capacity[along] == 0) Orphan(node);
            node = _head[up];
        }
        _terminal[node] -= side * flow;
        if (_terminal[node] == 0) Orphan(node);
    }

    private void Orphan(int node)
    {
        _parent[node] = None;
        _orphans.Enqueue(node);
    }

    private void Adopt(int node)
    {
        int side = _tree[node];
        for (var e = _firstEdge[node]; e != None; e = _nextEdge[e])
            if (_tree[_head[e]] == side && Outward(e ^ 1, side) > 0 && Rooted(_head[e]))
            {
                _parent[node] = e;
                return;
            }
        for (var e = _firstEdge[node]; e != None; e = _nextEdge[e])
        {
            var other = _head[e];
            if (_tree[other] != side) continue;
            if (Outward(e ^ 1, side) > 0) _active.Enqueue(other);
            if (_parent[other] >= 0 && _head[_parent[other]] == node) Orphan(other);
        }
        _tree[node] = 0;
    }

    private bool Rooted(int node)
    {
        while (_parent[node] >= 0) node = _head[_parent[node]];
        return _parent[node] == Terminal;
    }
}
