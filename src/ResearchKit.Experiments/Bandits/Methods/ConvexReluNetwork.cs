using MathNet.Numerics.LinearAlgebra;
using ResearchKit.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// A two-layer ReLU network trained by its convex reformulation (Pilanci and Ergen 2020, arXiv 2002.10553), the first
/// phase of COALA. Whichever neuron is used, on n inputs it can be on for some of them only in as many ways as
/// hyperplanes cut them, the gates D_i; given the gates the network is linear:
/// <c>min 1/2 |sum_i D_i X (v_i - w_i) - y|^2 + decay sum_i (|v_i| + |w_i|)</c>, where v_i and w_i lie in the cone in
/// which the gate is right, <c>(2 D_i - I) X v_i >= 0</c>. Its value is that of the network
/// <c>min 1/2 |relu(X W) a - y|^2 + decay/2 (|W|^2 + |a|^2)</c> whose neurons have these gates.
/// </summary>
/// <param name="First">Weights of the neurons that are not zero, <c>[neurons, features]</c>.</param>
/// <param name="Last">Their output weights, <c>[neurons]</c>.</param>
/// <param name="Objective">Value of the convex problem.</param>
/// <param name="Residual">Largest violation of a constraint at the end; 0 at the optimum.</param>
public sealed record ConvexReluNetwork(Tensor First, Tensor Last, double Objective, double Residual)
{
    /// <summary>
    /// Solves the convex problem by the alternating direction method of multipliers, as CRONOS does (arXiv
    /// 2411.01088): one linear system, one shrinkage of groups and one projection per iteration, with both copies of
    /// the weights pulled together by multipliers.
    /// </summary>
    /// <param name="inputs">X, <c>[inputs, features]</c>.</param>
    /// <param name="targets">y, <c>[inputs]</c>.</param>
    /// <param name="gates">Directions whose half-spaces are the gates, <c>[gates, features]</c>; equal ones are
    /// merged.</param>
    /// <param name="decay">Weight decay, above 0.</param>
    /// <param name="start">Draws of the weights at the start; zero if null.</param>
    /// <param name="iterations">Iterations.</param>
    /// <param name="penalty">rho, weight of the constraints' squares.</param>
    public static ConvexReluNetwork Fit(
        Tensor inputs, Tensor targets, Tensor gates, double decay, SeededDraws? start = null,
        int iterations = 3000, double penalty = 1)
    {
        using var scope = NewDisposeScope();
        var on = Distinct(inputs.matmul(gates.t()) >= 0);
        var sides = cat([on, on], 1);                                  // v first, then w
        var half = on.shape[1];
        var signs = cat([ones(half, float64), -ones(half, float64)]);  // of an output: v - w
        var facing = 2 * sides - 1;
        var output = (sides * signs).unsqueeze(2) * inputs.unsqueeze(1);
        var design = output.reshape(inputs.shape[0], -1);              // F
        var rows = inputs / Norms(inputs);                             // of the cone: their lengths do not matter
        var inverse = Inverse(design, rows, penalty);
        var pull = design.t().matmul(targets.unsqueeze(1)) / penalty;

        Tensor Cone(Tensor weights) => rows.matmul(weights.t()) * facing;
        var copy = start?.NormalTable((int)sides.shape[1], (int)inputs.shape[1]).ToTensor()
            ?? zeros(sides.shape[1], inputs.shape[1], float64);
        var slack = nn.functional.relu(Cone(copy));
        var (ofCopy, ofSlack) = (zeros_like(copy), zeros_like(slack));
        for (var step = 0; step < iterations; step++)
        {
            using var inner = NewDisposeScope();
            var right = copy - ofCopy + (facing * (slack - ofSlack)).t().matmul(rows);
            var weights = inverse.matmul(pull + right.reshape(-1, 1)).reshape(copy.shape);
            var cone = Cone(weights);
            copy.copy_(Shrunk(weights + ofCopy, decay / penalty));
            slack.copy_(nn.functional.relu(cone + ofSlack));
            ofCopy.add_(weights - copy);
            ofSlack.add_(cone - slack);
        }
        return Network(copy, half, design, targets, decay, Cone(copy).clamp_max(0).abs().max().Number());
    }

    private static ConvexReluNetwork Network(
        Tensor groups, long half, Tensor design, Tensor targets, double decay, double residual)
    {
        var norms = Norms(groups).squeeze(1);
        var fit = design.matmul(groups.reshape(-1)) - targets;
        var objective = (fit.square().sum() / 2 + decay * norms.sum()).Number();
        var used = norms.ToDoubles().Select((n, i) => (n, i)).Where(g => g.n > 1e-9).Select(g => (long)g.i).ToArray();
        var index = tensor(used);
        var roots = norms.index_select(0, index).sqrt();
        var first = groups.index_select(0, index) / roots.unsqueeze(1);
        var last = roots * tensor(used.Select(i => i < half ? 1.0 : -1).ToArray());
        return new(first.MoveToOuterDisposeScope(), last.MoveToOuterDisposeScope(), objective, residual);
    }

    /// <summary>(I + F'F/rho + G'G)^-1; G'G is X'X in every group, since a gate's signs square to 1.</summary>
    private static Tensor Inverse(Tensor design, Tensor rows, double penalty)
    {
        var size = (int)design.shape[1];
        var features = (int)rows.shape[1];
        var (outer, gram) = (design.t().matmul(design).ToTable(), rows.t().matmul(rows).ToTable());
        var matrix = Matrix<double>.Build.Dense(size, size, (r, c) =>
            outer[r, c] / penalty + (r == c ? 1 : 0)
            + (r / features == c / features ? gram[r % features, c % features] : 0));
        return matrix.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(size)).ToArray().ToTensor();
    }

    /// <summary>Each group shorter by an amount, or zero: the proximal operator of a sum of norms.</summary>
    private static Tensor Shrunk(Tensor groups, double amount) =>
        groups * nn.functional.relu(1 - amount / Norms(groups).clamp_min(1e-300));

    private static Tensor Norms(Tensor groups) => groups.square().sum(1, true).sqrt();

    /// <summary>The columns that differ, as numbers.</summary>
    private static Tensor Distinct(Tensor gates)
    {
        var seen = new HashSet<string>();
        var columns = Enumerable.Range(0, (int)gates.shape[1])
            .Where(i => seen.Add(string.Concat(gates.select(1, i).to(int32).data<int>().ToArray())));
        return gates.index_select(1, tensor(columns.Select(i => (long)i).ToArray())).to(float64);
    }
}
