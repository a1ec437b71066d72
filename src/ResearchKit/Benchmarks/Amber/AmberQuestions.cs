using System.Numerics;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>
/// How many yes/no questions AMBER has, by kind and true answer: counted in its public annotations.json. Existence is
/// asked of absent objects only, so that its accuracy is its recall of No and its precision is always 100 %.
/// </summary>
public static class AmberQuestions
{
    /// <summary>Questions about existence: the answer is always no.</summary>
    public const int ExistenceNo = 4924;

    /// <summary>Questions about attributes with the answer no: 2,382 of state, 1,036 of number, 396 of
    /// action.</summary>
    public const int AttributeNo = 3814;

    /// <summary>Questions about attributes with the answer yes: as many.</summary>
    public const int AttributeYes = 3814;

    /// <summary>Questions about relations with the answer no.</summary>
    public const int RelationNo = 689;

    /// <summary>Questions about relations with the answer yes.</summary>
    public const int RelationYes = 975;

    /// <summary>All questions.</summary>
    public const int Total = ExistenceNo + AttributeNo + AttributeYes + RelationNo + RelationYes;

    /// <summary>
    /// The largest accuracy in percent that the F1 of the three kinds allow, in percent.
    /// </summary>
    /// <remarks>
    /// Of P questions with the answer no, F1 = 2 TP / (P + TP + FP). Right answers are TP + (the others - FP); for a
    /// given F1 they are most with FP = 0, when TP = P F1 / (2 - F1).
    /// </remarks>
    public static T LargestAccuracy<T>(T existence, T attribute, T relation) where T : INumber<T> =>
        T.CreateChecked(100) * (Right(existence, ExistenceNo, 0) + Right(attribute, AttributeNo, AttributeYes)
            + Right(relation, RelationNo, RelationYes)) / T.CreateChecked(Total);

    private static T Right<T>(T f1, int no, int yes) where T : INumber<T> =>
        T.CreateChecked(no) * f1 / (T.CreateChecked(200) - f1) + T.CreateChecked(yes);
}
