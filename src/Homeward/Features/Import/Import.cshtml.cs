using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.Import;

/// <summary>Choosing a file. What it holds is shown on the next page; nothing is saved and nothing touches the disk.</summary>
[RequestSizeLimit(LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestRequest, MemoryBufferThreshold = (int)LargestRequest)]
public sealed class ImportModel(BroughtLists lists, TimeProvider clock) : IncidentPage
{
    // Two files and the rest of the form. The buffer is as large, so that no part of a list is parked in a temporary file.
    private const long LargestRequest = (2L * BroughtLists.MaxFileBytes) + (64 * 1024);

    /// <summary>What is in the file, as chosen.</summary>
    [BindProperty]
    public string? Kind { get; set; }

    /// <summary>The place, as chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Place { get; set; }

    /// <summary>Lists of this organisation of which only a part is saved.</summary>
    public IEnumerable<UnfinishedImport> Unfinished => State.UnfinishedImports.Where(import => import.Owner == Account.Organisation);

    /// <summary>What is wrong with the form.</summary>
    public FormProblems Problems { get; } = new();

    /// <summary>The kinds this person may bring.</summary>
    public IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<ImportKind>().Where(kind => ImportRights.May(Account.Role, kind))
        .Select(kind => new Choice(kind.ToString(), T.Of(kind), kind switch
        {
            ImportKind.Roll => T["import.kind_roll"],
            ImportKind.Declarations => T["import.kind_declarations"],
            _ => T["import.kind_people"],
        }))];

    /// <summary>The places of the incident, by name.</summary>
    public IReadOnlyList<Choice> Places => [.. State.Places.Select(pair => pair.Value).OrderBy(place => place.Name, StringComparer.OrdinalIgnoreCase)
        .Select(place => new Choice(place.Id.ToString(), place.Name, place.Town))];

    public IActionResult OnGet(string? kind, bool gone)
    {
        if (Kinds.Count == 0) { return StatusCode(StatusCodes.Status403Forbidden); }

        Kind = kind ?? (Kinds.Count == 1 ? Kinds[0].Value : null);
        if (gone) { Problems.Add("file", T["import.gone"]); }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, IFormFile? dependents, CancellationToken cancellation)
    {
        if (Kinds.Count == 0) { return StatusCode(StatusCodes.Status403Forbidden); }

        var kind = Kinds.Any(choice => choice.Value == Kind) ? Enum.Parse<ImportKind>(Kind!) : (ImportKind?)null;
        if (kind is null) { Problems.Add("kind", T["import.kind_missing"]); }

        Id<Place>? place = Id<Place>.TryParse(Place, out var id) && State.Places.ContainsKey(id) ? id : null;
        if (place is null && kind == ImportKind.Roll) { Problems.Add("place", T["import.place_missing"]); }

        var rows = await ReadAsync("file", file, cancellation);
        if (file is null) { Problems.Add("file", T["import.file_missing"]); }
        var children = kind == ImportKind.Declarations ? await ReadAsync("dependents", dependents, cancellation) : null;
        if (Problems.Any || rows is null || kind is null) { return Again(); }

        var list = new BroughtList(
            Guid.NewGuid(), Account.Id, State.Incident!.Id, clock.GetUtcNow(), Path.GetFileName(file!.FileName), new(rows, children is null ? null : new ReadOnlyMemory<byte>(children)),
            kind.Value, place, ReadingChoices.None, ContactsMayCollect: false);
        if (!lists.TryKeep(list))
        {
            Problems.Add("file", T["import.full"]);
            return Again();
        }

        return LocalRedirect(Here.ToNow($"import/{list.Id:N}"));
    }

    // What is no table is said at once, beside the field it was chosen in.
    private async Task<byte[]?> ReadAsync(string field, IFormFile? file, CancellationToken cancellation)
    {
        if (file is null) { return null; }

        if (file.Length > BroughtLists.MaxFileBytes)
        {
            Problems.Add(field, $"{T.Of(ProblemKind.FileTooLarge)} {T["import.file_hint", BroughtLists.MaxFileBytes / 1024 / 1024]}");
            return null;
        }

        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancellation);
        if (CsvFile.Open(bytes) is CsvOpening.Refused { Reason: var reason })
        {
            var words = ProblemWords.Of(ImportProblem.OfFile(reason), T);
            Problems.Add(field, $"{words.Problem} {words.Remedy}");
            return null;
        }

        return bytes;
    }

    private PageResult Again()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
