namespace Homeward.NeverHeld;

/// <summary>What must never be saved, whatever a file brings or somebody types.</summary>
public enum ForbiddenThing
{
    /// <summary>Immigration or citizenship status, visa.</summary>
    ImmigrationStatus,

    /// <summary>Nationality, country of birth or of origin.</summary>
    Nationality,

    /// <summary>Social security number.</summary>
    SocialSecurityNumber,

    /// <summary>Alien registration number.</summary>
    AlienNumber,

    /// <summary>Passport, consular card, national identity number, driving licence.</summary>
    IdentityDocument,

    /// <summary>Religion.</summary>
    Religion,

    /// <summary>Ethnicity or race, and home language where it stands for it.</summary>
    Ethnicity,

    /// <summary>Street address or exact position. The town is enough.</summary>
    StreetAddress,

    /// <summary>Employer.</summary>
    Employer,

    /// <summary>Criminal history or reason for detention.</summary>
    CriminalHistory,

    /// <summary>Vehicle plate.</summary>
    VehiclePlate,

    /// <summary>Photo, fingerprint or another biometric.</summary>
    Biometric,

    /// <summary>Account in a social network.</summary>
    SocialMedia,
}
