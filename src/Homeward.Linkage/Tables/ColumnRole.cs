namespace Homeward.Linkage;

/// <summary>What a column of a file of people holds.</summary>
public enum ColumnRole
{
    /// <summary>Something else, compared as a whole: an occupation, a birth place, a number.</summary>
    Other = 0,

    /// <summary>Names the row and says nothing about the person.</summary>
    RowId = 1,

    /// <summary>The truth, or something for analysis only. Never evidence.</summary>
    Truth = 2,

    /// <summary>Not used: empty, one value everywhere, or left out by the caller.</summary>
    Ignored = 3,

    /// <summary>First or given names.</summary>
    GivenName = 4,

    /// <summary>Middle or second given names.</summary>
    MiddleName = 5,

    /// <summary>Surname or surnames.</summary>
    Surname = 6,

    /// <summary>The whole name.</summary>
    FullName = 7,

    /// <summary>Date of birth.</summary>
    BirthDate = 8,

    /// <summary>Year of birth.</summary>
    BirthYear = 9,

    /// <summary>Month of birth.</summary>
    BirthMonth = 10,

    /// <summary>Day of birth.</summary>
    BirthDay = 11,

    /// <summary>Age in years.</summary>
    Age = 12,

    /// <summary>Sex.</summary>
    Sex = 13,

    /// <summary>Telephone number.</summary>
    Phone = 14,

    /// <summary>Email address.</summary>
    Email = 15,

    /// <summary>House number.</summary>
    StreetNumber = 16,

    /// <summary>Street, perhaps with the house number.</summary>
    Street = 17,

    /// <summary>A second line of the address.</summary>
    AddressLine = 18,

    /// <summary>Town, city or suburb.</summary>
    City = 19,

    /// <summary>Postal code.</summary>
    Postcode = 20,

    /// <summary>State, county or region.</summary>
    State = 21,

    /// <summary>The mother's name.</summary>
    MotherName = 22,

    /// <summary>The father's name.</summary>
    FatherName = 23,

    /// <summary>Names of brothers and sisters, with semicolons between them.</summary>
    SiblingNames = 24,

    /// <summary>Names of an adult's children, with semicolons between them.</summary>
    ChildNames = 25,

    /// <summary>The school the person attends.</summary>
    School = 26,

    /// <summary>Where the person was met.</summary>
    MetAt = 27,

    /// <summary>The day on which the row was said, and so the age true.</summary>
    SaidOn = 28,
}
