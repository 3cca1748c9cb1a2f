using Homeward.Journal;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.JournalCheck;

/// <summary>
/// Checks the incident's journal from its first row, and shows the head to write down: whoever holds it elsewhere can show
/// later that nothing up to here was cut or changed.
/// </summary>
public sealed class JournalCheckModel(DataFolder folder) : IncidentPage
{
    // A million rows take some seconds of one processor; two people asking at once wait for each other.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>A head somebody wrote down earlier, to check back to.</summary>
    [BindProperty]
    public string? Held { get; set; }

    public string? HeldProblem { get; private set; }

    public Verification? Outcome { get; private set; }

    /// <summary>Where the journal ends, by this server's own account.</summary>
    public Head Head => Engine.Journal.Head;

    public void OnGet()
    {
    }

    public async Task OnPostAsync(CancellationToken cancellation)
    {
        Head? held = null;
        if (!string.IsNullOrWhiteSpace(Held))
        {
            held = Head.Parse(Held, out var problem);
            if (held is null)
            {
                HeldProblem = problem;
                return;
            }
        }

        await OneAtATime.WaitAsync(cancellation);
        try
        {
            var file = Path.Combine(folder.Incident(Here.Incident!.Code), IncidentJournal.JournalFile);
            Outcome = await Task.Run(() => JournalVerifier.Verify(file, held), cancellation);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
