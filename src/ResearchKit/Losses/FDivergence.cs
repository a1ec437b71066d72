namespace ResearchKit.Losses;

/// <summary>
/// The divergence from the reference that alignment is regularized with; DPO's is the reverse KL divergence.
/// </summary>
public enum FDivergence
{
    /// <summary>KL(pi || ref): f'(u) = log u, up to a constant.</summary>
    ReverseKl,

    /// <summary>KL(ref || pi): f'(u) = -1/u.</summary>
    ForwardKl,

    /// <summary>Jensen-Shannon: f'(u) = log(u/(1 + u)), up to a constant.</summary>
    Js,

    /// <summary>Alpha divergence: f'(u) = u^(alpha - 1)/(alpha - 1); alpha = 0 is forward KL, 1 reverse KL.</summary>
    Alpha,

    /// <summary>Chi-squared plus reverse KL, of chi-PO: f'(u) = u + log u.</summary>
    Chi2Kl,
}
