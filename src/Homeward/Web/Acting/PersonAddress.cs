using Homeward.Domain;

namespace Homeward.Web.Acting;

/// <summary>The address of a person's page within the incident.</summary>
public static class PersonAddress
{
    /// <summary>For <c>Here.To</c>.</summary>
    public static string Of(Person person) => $"people/{person.Code}";
}
