using Homeward.Domain;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Reports;

/// <summary>What the desks that hold a child know it by, as the child passes from one to the next.</summary>
internal sealed class ChildFile(TrueChild child)
{
    public TrueChild Child => child;

    /// <summary>The child on the school's roll; null when the school sent none.</summary>
    public (Id<Person> Person, Id<Record> Record)? Roll { get; set; }

    /// <summary>The person the present holder has on record; null when nobody has reported the child yet.</summary>
    public Id<Person>? Person { get; set; }

    /// <summary>The desk that answers for the child; null with a private caregiver or with nobody.</summary>
    public Desk? HeldBy { get; set; }

    /// <summary>Whether a private caregiver is on record as the holder.</summary>
    public bool WithCaregiver { get; set; }

    /// <summary>Whether an adult with the right to has come for the child; later legs are within the family.</summary>
    public bool Collected { get; set; }

    /// <summary>When the last thing about this child was learned; what follows comes after.</summary>
    public int LastLearned { get; set; }
}
