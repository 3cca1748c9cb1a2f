using Homeward.Web;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Import;

/// <summary>What was saved, on a page of its own, so that reloading it saves nothing again.</summary>
public sealed class DoneModel : IncidentPage
{
    /// <summary>Rows that brought somebody new.</summary>
    [BindProperty(SupportsGet = true)]
    public int New { get; set; }

    /// <summary>Rows that corrected something.</summary>
    [BindProperty(SupportsGet = true)]
    public int Changed { get; set; }

    /// <summary>Rows that said nothing new.</summary>
    [BindProperty(SupportsGet = true)]
    public int Same { get; set; }

    /// <summary>Rows left out because of their problems.</summary>
    [BindProperty(SupportsGet = true)]
    public int Skipped { get; set; }

    public void OnGet()
    {
    }
}
