namespace ResearchKit.Notebooks.Exporting.Formulas;

/// <summary>What the commands of LaTeX that stand for one symbol or name are in Unicode.</summary>
internal static class LatexSymbols
{
    /// <summary>Letters, set as identifiers.</summary>
    public static readonly Dictionary<string, string> Identifiers = Pairs(
        "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ "
        + "mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ "
        + "omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω "
        + "infty ∞ partial ∂ nabla ∇ ell ℓ hbar ℏ emptyset ∅ varnothing ∅ Re ℜ Im ℑ aleph ℵ imath ı jmath ȷ "
        + "ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ top ⊤ bot ⊥ angle ∠ degree °");

    /// <summary>Operators, relations, arrows and delimiters.</summary>
    public static readonly Dictionary<string, string> Operators = Pairs(
        "cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ wedge ∧ land ∧ "
        + "vee ∨ lor ∨ neg ¬ lnot ¬ cap ∩ cup ∪ setminus ∖ backslash ∖ forall ∀ exists ∃ nexists ∄ "
        + "leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ prec ≺ succ ≻ "
        + "preceq ⪯ succeq ⪰ lesssim ≲ gtrsim ≳ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ "
        + "mid ∣ parallel ∥ perp ⊥ models ⊨ vdash ⊢ triangleq ≜ doteq ≐ coloneqq ≔ colon : "
        + "to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ "
        + "implies ⟹ longrightarrow ⟶ longleftarrow ⟵ mapsto ↦ uparrow ↑ downarrow ↓ hookrightarrow ↪ nearrow ↗ " +
        "searrow ↘ "
        + "langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | lVert ‖ rVert ‖ vert | Vert ‖ | ‖ "
        + "lbrace { rbrace } { { } } lbrack [ rbrack ] prime ′ # # % % & & _ _ $ $");

    /// <summary>Operators whose limits stand above and below in a displayed formula.</summary>
    public static readonly Dictionary<string, string> WithLimits = Pairs(
        "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigwedge ⋀ bigvee ⋁ "
        + "max max min min sup sup inf inf lim lim limsup lim\u2009sup liminf lim\u2009inf argmax arg\u2009max "
        + "argmin arg\u2009min Pr Pr det det gcd gcd");

    /// <summary>Integrals: their limits stand beside them.</summary>
    public static readonly Dictionary<string, string> Integrals = Pairs("int ∫ iint ∬ oint ∮");

    /// <summary>Functions, set upright.</summary>
    public static readonly HashSet<string> Functions =
    [
        "log", "ln", "exp", "sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "arg",
        "deg", "dim", "ker", "hom", "lg", "sec", "csc", "softmax", "sigmoid",
    ];

    /// <summary>Spaces, in em.</summary>
    public static readonly Dictionary<string, string> Spaces = new(StringComparer.Ordinal)
    {
        [","] = "0.1667em", [":"] = "0.2222em", [">"] = "0.2222em", [";"] = "0.2778em", ["!"] = "-0.1667em",
        [" "] = "0.25em", ["quad"] = "1em", ["qquad"] = "2em", ["enspace"] = "0.5em", ["thinspace"] = "0.1667em",
    };

    /// <summary>Marks above a formula; the long ones stretch.</summary>
    public static readonly Dictionary<string, string> Accents = Pairs(
        "hat ^ widehat ^ bar ‾ overline ‾ tilde ~ widetilde ~ vec → overrightarrow → dot ˙ ddot ¨ check ˇ breve ˘ "
        + "overbrace ⏞");

    /// <summary>Marks below a formula.</summary>
    public static readonly Dictionary<string, string> Underlines = Pairs("underline _ underbrace ⏟");

    /// <summary>Accents that are as wide as what they stand on.</summary>
    public static readonly HashSet<string> Stretching =
        ["widehat", "overline", "widetilde", "overrightarrow", "overbrace", "underline", "underbrace"];

    private static Dictionary<string, string> Pairs(string text) =>
        text.Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
