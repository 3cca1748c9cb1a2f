using Homeward.Domain;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Tracing;

/// <summary>Somebody calls and looks for somebody: a parent for a child, a child for a parent, an adult for an adult.</summary>
public sealed class TracingModel : ActionPage
{
    public const string ChildSought = "child-sought";
    public const string ChildSeeks = "child-seeks";
    public const string AdultSought = "adult-sought";

    private const int MostFound = 20;

    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    /// <summary>A name looked for first. It is sent as a form, so that no name stands in an address.</summary>
    [BindProperty]
    public string? Search { get; set; }

    /// <summary>The code of the person sought, when the search found somebody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sought { get; set; }

    /// <summary>The message of a stranger that this request is made from, when it is made from one. It is closed with it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Claim { get; set; }

    [BindProperty]
    public PersonForm Seeker { get; set; } = new();

    [BindProperty]
    public PersonForm Wanted { get; set; } = new();

    [BindProperty(Name = "Kinship")]
    public string? KinshipSent { get; set; }

    /// <summary>Whether a child who calls is alone.</summary>
    [BindProperty]
    public string? Alone { get; set; }

    /// <summary>With whom a child who calls is.</summary>
    [BindProperty]
    public string? With { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public Person? KnownSought { get; private set; }

    public IReadOnlyList<Person> Found { get; private set; } = [];

    public bool Searched => !string.IsNullOrWhiteSpace(Search);

    public IReadOnlyList<(string, string)> Directions =>
        [(ChildSought, T["tracing.child_sought"]), (ChildSeeks, T["tracing.child_seeks"]), (AdultSought, T["tracing.adult_sought"])];

    public IReadOnlyList<Choice> Company =>
        [new("alone", T["tracing.alone"]), new("with", T["tracing.with_somebody"]), Choice.DontKnow(T)];

    protected override Type Command => typeof(RequestTracing);

    private PersonKind SoughtKind => Who == ChildSought ? PersonKind.Child : PersonKind.Adult;

    public void OnGet()
    {
        Settle();
        if ((KnownSought ?? TestSought()) is { } chosen && Reading.DetailsOf(chosen) is { } details)
        {
            Wanted = PersonForm.From(details, T);
        }

        if (ReadClaim() is { Words: { } words })
        {
            Listed(1);
            (Seeker.NameAsSaid, Seeker.Phone, Note) = (words.Name, words.Phone, string.Join("\n", new[] { words.Tie, words.Seen, words.More }.Where(part => part is not null)));
            if (KnownSought is null)
            {
                (Wanted.NameAsSaid, Wanted.Age) = (words.About, words.Age);
            }
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Searched)
        {
            Look();
            return Page();
        }

        Settle();
        var seeker = Seeker.Read(Problems, T, "Seeker.");
        var wanted = Wanted.Read(Problems, T, "Wanted.");
        var kinship = WordChoices.Read<Kinship>(KinshipSent);
        if (seeker.NameAsSaid is null)
        {
            Problems.Add("Seeker.NameAsSaid", T["tracing.caller_missing"]);
        }

        if (wanted.NameAsSaid is null && wanted.OtherNames is null)
        {
            Problems.Add("Wanted.NameAsSaid", T["tracing.sought_missing"]);
        }

        if (Who != AdultSought && kinship is null)
        {
            Problems.Add("Kinship", T["tracing.kinship_missing"]);
        }

        if (Who == ChildSeeks && Alone is null)
        {
            Problems.Add("Alone", T["act.choose_one"]);
        }

        if (Problems.Any)
        {
            return Again();
        }

        Command[] made = Who == ChildSeeks ? OfAChild(seeker, wanted, kinship!.Value) : [OfAnAdult(seeker, wanted, kinship ?? Kinship.Unknown)];
        return await SubmitAsync(ReadClaim() is { } claim ? [.. made, new CloseClaim(claim.Id, ClaimClosedBecause.ReportMade)] : made)
            ? To($"tracing/saved?seeker={CodeOf(Made<Person>("seeker"))}&sought={CodeOf(SoughtId)}&who={Who}")
            : Again();
    }

    /// <summary>What may be shown of somebody the search found.</summary>
    public IEnumerable<string> Facts(Person found)
    {
        if (Reading.AgeOf(Reading.DetailsOf(found)) is { } age)
        {
            yield return age;
        }

        if (found.State is { } state)
        {
            yield return T.Of(state);
        }
        else if (found.Whereabouts is { } whereabouts)
        {
            yield return T.Of(whereabouts);
        }
    }

    protected override string FieldOf(Refusal refusal, int at) => base.FieldOf(refusal, at) switch
    {
        "form" or "Happened" or "Note" => base.FieldOf(refusal, at),
        nameof(PersonDetails.Age) when Who == ChildSeeks && at == 1 => "Seeker.Age",
        nameof(PersonDetails.Phone) => "Seeker.Phone",
        var field => "Wanted." + field,
    };

    private Id<Person> SoughtId => KnownSought?.Id ?? Made<Person>("sought");

    private void Settle()
    {
        Who = Who is ChildSeeks or AdultSought ? Who : ChildSought;
        KnownSought = FindByCode(Sought) is { } known && known.Kind == SoughtKind ? known : null;
        if (KnownSought is not null)
        {
            Opened(KnownSought);
        }
    }

    private void Look()
    {
        Settle();
        Found = [.. LookFirst.For(Sight, SoughtKind, Search!).Take(MostFound)];
        LookForTestsToo();
        Listed(Found);
    }

    // A test record is found like a child of ours, and gives way to a child who bears a name like it.
    private void LookForTestsToo()
    {
        if (SoughtKind == PersonKind.Child && LookBeside().Select(test => test.Id).ToHashSet() is { Count: > 0 } tests)
        {
            var beside = new Sight(State, Reading.Viewer);
            Found =
            [
                .. Found,
                .. LookFirst.For(beside, PersonKind.Child, Search!, person => tests.Contains(person.Id))
                    .Where(test => !Found.Any(child => Names.Agree(Reading.NameOf(child), Reading.NameOf(test)))),
            ];
        }
    }

    // Whoever takes one for the child they look for has opened it. The request is then made of a child who isn't known, as of any code that is nobody's.
    private Person? TestSought()
    {
        if (SoughtKind != PersonKind.Child || PersonCodes.Read(Sought) is not { } code || LookBeside().FirstOrDefault(one => one.Code == code) is not { } test)
        {
            return null;
        }

        Opened(test);
        return test;
    }

    private PublicClaim? ReadClaim() =>
        Id<PublicClaim>.TryParse(Claim, out var id) && Engine.Current.Claims.TryGetValue(id, out var claim) && Sight.Sees(claim) ? claim : null;

    private RequestTracing OfAnAdult(PersonDetails seeker, PersonDetails wanted, Kinship kinship) => new(
        Made<TracingRequest>("request"), Made<Record>("seeker's record"), Made<Person>("seeker"), seeker,
        Made<Record>("sought's record"), SoughtId, SoughtKind, wanted, kinship, PersonForm.Trimmed(Note));

    // A child who looks for a parent is first of all a child who is separated: the child's own report, the adult sought,
    // and that one says to be the other's. The parent's name in the child's own report is what leads are made from.
    private Command[] OfAChild(PersonDetails seeker, PersonDetails wanted, Kinship kinship)
    {
        var child = Made<Person>("seeker");
        var named = kinship switch
        {
            Kinship.Mother => seeker with { MotherName = wanted.NameAsSaid },
            Kinship.Father => seeker with { FatherName = wanted.NameAsSaid },
            _ => seeker,
        };
        Situation situation = Alone switch
        {
            "alone" => new Situation.SeenAlone(null),
            "with" => new Situation.WithCaregiver(
                Made<Person>("caregiver"), Made<Record>("caregiver's record"), new PersonDetails { NameAsSaid = PersonForm.Trimmed(With), Phone = seeker.Phone }),
            _ => new Situation.NotLocated(),
        };
        return
        [
            new ReportAdult(
                Made<Record>("sought's record"), SoughtId, Source.TracingRequest, WordChoices.ReadPlace(this, Place), wanted,
                KnownSought?.Adult is { InCensus: true } ? null : Whereabouts.Unknown),
            new ReportChild(Made<Record>("seeker's record"), child, Source.PhoneCall, null, named, situation, Note: PersonForm.Trimmed(Note)),
            new ClaimRelationship(Made<Relationship>("relationship"), SoughtId, child, kinship),
        ];
    }

    private string CodeOf(Id<Person> person) => Engine.Current.Find(person)!.Code;
}
