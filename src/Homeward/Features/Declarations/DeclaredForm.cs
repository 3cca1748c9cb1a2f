using System.Collections.Immutable;
using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Homeward.Web.Forms;

namespace Homeward.Features.Declarations;

/// <summary>One dependent, as the declaring adult describes them.</summary>
public sealed class DeclaredForm
{
    /// <summary>How many adults who may collect a child the form asks about.</summary>
    public const int CollectorRows = 2;

    public PersonForm Child { get; set; } = new();

    public string? Kinship { get; set; }

    public string[] Needs { get; set; } = [];

    public List<CollectorForm> Collectors { get; set; } = [new(), new()];

    /// <summary>The same adults as for the first child.</summary>
    public bool SameCollectors { get; set; }

    /// <summary>Nothing was typed about this child; the block is passed over.</summary>
    public bool IsEmpty => Child.IsEmpty && Collectors.All(c => string.IsNullOrWhiteSpace(c.Name));

    /// <summary>The child as the domain takes it; what can't be read becomes a problem at its box.</summary>
    public DeclaredChild Read(Id<Record> record, Id<Person> person, ImmutableArray<Collector> ofTheFirst, FormProblems problems, Texts t, string prefix)
    {
        var details = Child.Read(problems, t, prefix + "Child.");
        if (details.NameAsSaid is null)
        {
            problems.Add(prefix + "Child.NameAsSaid", t["declaration.child_name_missing"]);
        }

        return new(record, person, details with { Collectors = SameCollectors ? ofTheFirst : ReadCollectors() },
            WordChoices.Read<Kinship>(Kinship) ?? Domain.Kinship.Unknown, WordChoices.ReadNeeds(Needs));
    }

    /// <summary>The adults who may collect this child.</summary>
    public ImmutableArray<Collector> ReadCollectors() =>
        [.. from collector in Collectors
            let name = PersonForm.Trimmed(collector.Name)
            where name is not null
            select new Collector(name, WordChoices.Read<Kinship>(collector.Kinship) ?? Domain.Kinship.Unknown, PersonForm.Trimmed(collector.Phone))];

    /// <summary>One adult who may collect.</summary>
    public sealed class CollectorForm
    {
        public string? Name { get; set; }

        public string? Kinship { get; set; }

        public string? Phone { get; set; }
    }
}
