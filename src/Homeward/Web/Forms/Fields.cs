namespace Homeward.Web.Forms;

/// <summary>
/// A question answered by typing: label above, hint below it, the error, then the box.
/// <c>&lt;partial name="_TextField" model='new TextField("given", T["intake.given"]) { Value = …, Error = … }' /&gt;</c>
/// </summary>
/// <param name="Name">The name the answer is sent under, and the id of the box.</param>
/// <param name="Label">The question, as a person reads it.</param>
public sealed record TextField(string Name, string Label)
{
    public string? Hint { get; init; }

    /// <summary>What was typed before; it is never lost.</summary>
    public string? Value { get; init; }

    public string? Error { get; init; }

    /// <summary>The HTML input type: text, date, time, datetime-local, tel, number, password.</summary>
    public string Type { get; init; } = "text";

    /// <summary>What the browser may fill in ("username", "off"). Off by default: it is other people's data.</summary>
    public string Autocomplete { get; init; } = "off";

    /// <summary>Which keyboard a phone shows ("numeric", "tel").</summary>
    public string? Keyboard { get; init; }

    /// <summary>How wide the box is: "short" (a number), "medium" (a phone), or nothing for the full column.</summary>
    public string? Width { get; init; }

    /// <summary>More than one: a box with several lines.</summary>
    public int Lines { get; init; } = 1;

    public bool Required { get; init; }

    public int MaxLength { get; init; } = 400;
}

/// <summary>One answer to choose: what is sent, what is read, and a smaller explanation.</summary>
public sealed record Choice(string Value, string Words, string? Explanation = null)
{
    /// <summary>The answer every question offers when a person may not have one.</summary>
    public static Choice DontKnow(Texts t) => new("unknown", t["form.dont_know"]);
}

/// <summary>A question answered by choosing: radio buttons, check boxes when several may be chosen.</summary>
public sealed record ChoiceField(string Name, string Label, IReadOnlyList<Choice> Choices)
{
    public string? Hint { get; init; }

    public string? Error { get; init; }

    /// <summary>The values chosen before.</summary>
    public IReadOnlyList<string> Chosen { get; init; } = [];

    public bool Several { get; init; }

    /// <summary>Short answers side by side instead of one below the other.</summary>
    public bool InRow { get; init; }
}

/// <summary>A question answered from a long list (places, organisations).</summary>
public sealed record SelectField(string Name, string Label, IReadOnlyList<Choice> Choices)
{
    public string? Hint { get; init; }

    public string? Value { get; init; }

    public string? Error { get; init; }

    /// <summary>The first line of the list, sent as an empty answer; nothing leaves it out.</summary>
    public string? NoAnswer { get; init; }
}
