namespace Homeward.Web.Forms;

/// <summary>One thing wrong with what a person typed: at which field, and the sentence that says what to do.</summary>
public sealed record FormProblem(string Field, string Sentence);

/// <summary>
/// What is wrong with a form, for the summary at the top (<c>&lt;partial name="_Problems" model="Model.Problems" /&gt;</c>) and
/// for each field. A page that shows problems keeps everything that was typed.
/// </summary>
public sealed class FormProblems
{
    private readonly List<FormProblem> problems = [];

    public IReadOnlyList<FormProblem> All => problems;

    public bool Any => problems.Count > 0;

    public void Add(string field, string sentence) => problems.Add(new FormProblem(field, sentence));

    /// <summary>The first thing wrong with this field, or nothing.</summary>
    public string? At(string field) => problems.Find(problem => problem.Field == field)?.Sentence;
}
