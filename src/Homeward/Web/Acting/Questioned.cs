using System.Security.Cryptography;
using System.Text;
using Homeward.NeverHeld;

namespace Homeward.Web.Acting;

/// <summary>
/// Text in a form that seems to hold what must never be held. Whoever typed it is asked once; sent again as it is, it counts as
/// looked at, because a pattern can be wrong and a report must not be lost.
/// </summary>
public static class Questioned
{
    /// <summary>The hidden box that says what was looked at, by a print of it and not by the text.</summary>
    public const string Field = "looked";

    // A name or a code is too short to hide a sentence in; a password is nobody's business; a document's number becomes a mark and is kept nowhere.
    private static readonly string[] Passed = ["form-token", "command", Field, "Password", "Number"];

    /// <summary>The boxes with something to ask about, and what it seems to be.</summary>
    public static IReadOnlyList<(string Field, ForbiddenThing Thing)> In(IFormCollection form) =>
        [.. from pair in form where !Passed.Contains(pair.Key) let thing = ForbiddenContent.InSentence(pair.Value.ToString()) where thing is not null select (pair.Key, thing.Value)];

    /// <summary>Says which texts were asked about.</summary>
    public static string Print(IFormCollection form, IEnumerable<(string Field, ForbiddenThing Thing)> asked) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', asked.Select(one => $"{one.Field}={form[one.Field]}")))));
}
