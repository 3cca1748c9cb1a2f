using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Homeward.Domain.Tests;

/// <summary>What holds for every event, command and detail there is or will be.</summary>
public sealed partial class EventGuards
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    private static readonly Type[] Domain = typeof(IncidentEvent).Assembly.GetTypes();

    /// <summary>Free words in events that name nobody: about agencies, figures, places and the incident as a whole.</summary>
    private static readonly HashSet<Type> WordsAboutNobody =
        [typeof(IncidentOpened), typeof(OrganisationJoined), typeof(PlaceAdded), typeof(AgencyListed), typeof(AgencyTold), typeof(AgencyAcknowledged), typeof(FigureStated), typeof(LeadProposed), typeof(FamilyPageOpened)];

    public static TheoryData<Type> Events => [.. Concrete(typeof(IncidentEvent))];

    public static TheoryData<Type> Commands => [.. Concrete(typeof(Command))];

    [Fact]
    public void There_is_no_field_that_could_become_a_weapon()
    {
        var forbidden = Domain.Where(type => type.IsPublic || type.IsNestedPublic)
            .SelectMany(type => type.GetProperties().Select(property => $"{type.Name}.{property.Name}")
                .Concat(type.IsEnum ? Enum.GetNames(type).Select(name => $"{type.Name}.{name}") : []))
            .Where(name => Forbidden().IsMatch(name));

        Assert.Empty(forbidden);
    }

    [Theory]
    [InlineData("PersonDetails.ImmigrationStatus")]
    [InlineData("PersonDetails.CountryOfBirth")]
    [InlineData("Person.Nationality")]
    [InlineData("PersonDetails.HomeAddress")]
    [InlineData("PersonDetails.Ssn")]
    [InlineData("PersonDetails.PassportNumber")]
    [InlineData("PersonDetails.Religion")]
    [InlineData("PersonDetails.Ethnicity")]
    [InlineData("AdultFacts.Employer")]
    [InlineData("Record.PhotoExif")]
    [InlineData("Seen.GpsPosition")]
    public void The_guard_sees_such_a_field(string name) => Assert.Matches(Forbidden(), name);

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_reads_back_from_the_journal_as_it_was_written(Type type)
    {
        foreach (var full in new[] { true, false })
        {
            var written = Example.Of(type, full);
            var text = JsonSerializer.Serialize(written, type, Json);

            Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize(text, type, Json), type, Json));
            foreach (var property in type.GetProperties().Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is null))
            {
                Assert.True(
                    Same(property.GetValue(written), property.GetValue(JsonSerializer.Deserialize(text, type, Json))),
                    $"{type.Name}.{property.Name} is lost on the way: {text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void What_somebody_said_about_a_person_is_under_that_records_key(Type type)
    {
        var personal = type.GetProperties().Any(property => property.PropertyType == typeof(PersonDetails) || property.PropertyType == typeof(ClaimWords)
            || property.PropertyType == typeof(SealedAnswer) || property.PropertyType == typeof(DocumentToken)
            || (property.PropertyType == typeof(string) && !WordsAboutNobody.Contains(type) && (type, property.Name) != (typeof(PersonRegistered), nameof(PersonRegistered.Code))));

        var happened = (IncidentEvent)Example.Of(type, full: true);

        Assert.Equal(personal, happened.SealedUnder is not null);
        if (happened.SealedUnder is { } key)
        {
            Assert.Contains(type.GetProperties().Where(p => p.Name != nameof(IncidentEvent.SealedUnder)), p => Equals(p.GetValue(happened), key));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_names_one_stream(Type type)
    {
        var happened = (IncidentEvent)Example.Of(type, full: true);

        var named = happened switch
        {
            PersonEvent e => e.Person.Value,
            LeadEvent e => e.Lead.Value,
            FamilyCardEvent e => e.Card.Value,
            PublicClaimEvent e => e.Claim.Value,
            _ => Guid.Empty,
        };
        Assert.Equal(named, happened.Stream);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_is_applied(Type type)
    {
        var journal = new World();
        var child = journal.AtSchool();
        try
        {
            journal.State.Apply(OnThis(type, journal, child), new(99, default, default, journal.Now, journal.Now));
        }
        catch (Exception fault) when (fault is KeyNotFoundException or NullReferenceException or ArgumentOutOfRangeException)
        {
            // An example speaks of things that aren't there; what counts is that some rule took it up.
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_is_decided_and_some_role_may_send_it(Type type)
    {
        var world = new World();
        var command = (Command)Example.Of(type, full: true);

        Assert.Contains(Enum.GetValues<Role>(), role => Permissions.May(role, command));
        foreach (var role in Enum.GetValues<Role>())
        {
            var decision = world.Try(world.Somebody(world.School, role), command);
            Assert.True(Permissions.May(role, command) || decision is Decision.Refused { Refusal.Reason: RefusalReason.NotAllowedForRole });
        }
    }

    [Fact]
    public void Nobody_who_reads_no_cases_sends_anything_about_people()
    {
        var aboutPeople = Concrete(typeof(Command)).Select(type => (Command)Example.Of(type, full: true))
            .Where(c => c is not (OpenIncident or AddOrganisation or AddPlace or ListAgency))
            // Whether an emergency opening was right is about whoever opened, and says nothing of the child.
            .Where(c => c is not ReviewGlass)
            // A hold keeps what is there and shows nobody anything.
            .Where(c => c is not (PlaceHold or LiftHold));

        Assert.DoesNotContain(aboutPeople, command => Permissions.May(Role.Administrator, command) || Permissions.May(Role.PrivacyOfficer, command));
        Assert.All(aboutPeople, command => Assert.Equal(command is ProposeLead or WithdrawLead or CarryOutExpiry or ReceiveClaim or CountMistypedPin, Permissions.May(Role.System, command)));
    }

    [Fact]
    public void Every_reason_for_a_refusal_is_given_somewhere()
    {
        var source = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Homeward.Domain"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.All(Enum.GetNames<RefusalReason>(), reason => Assert.Matches($@"RefusalReason\.{reason}\b", source));
    }

    [Fact]
    public void The_domain_knows_no_clock_no_chance_and_no_disk()
    {
        var used = typeof(IncidentEvent).Assembly.GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(used, name => name.StartsWith("System.IO", StringComparison.Ordinal) || name.StartsWith("System.Net", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name == "System.Data.Common");
    }

    private static IEnumerable<Type> Concrete(Type of) => Domain.Where(type => type.IsSubclassOf(of) && !type.IsAbstract).OrderBy(type => type.Name);

    private static IncidentEvent OnThis(Type type, World world, Id<Person> child)
    {
        var happened = (IncidentEvent)Example.Of(type, full: true);
        return happened is PersonEvent personal and not PersonRegistered ? personal with { Person = child } : happened;
    }

    private static bool Same(object? a, object? b) => a switch
    {
        null => b is null,
        string text => Equals(text, b),
        IEnumerable items => b is IEnumerable others && items.Cast<object>().SequenceEqual(others.Cast<object>()),
        _ => Equals(a, b) || a.ToString() == b?.ToString(),
    };

    [GeneratedRegex(
        """(Immigration|Citizen|National|(CountryOf|Birth)(Country|Birth|place)|CountryOf|Ssn\b|SocialSecurity|Alien|Passport|Visa\b|Relig|Faith|Ethnic|\bRace|\.Race|Tribe|Street|Address|Employer|Criminal|Charge|Plate|Gps|Exif|Biometric|Fingerprint|Facebook|SocialMedia|DocumentNumber)""")]
    private static partial Regex Forbidden();

    /// <summary>Makes one of anything, by its constructor, with values that are all different from the defaults or all as empty as can be.</summary>
    private static class Example
    {
        private static int last;

        public static object Of(Type type, bool full)
        {
            if (Nullable.GetUnderlyingType(type) is { } inner)
            {
                return Of(inner, full);
            }

            if (type == typeof(string)) { return full ? "words \"¿ñ'" : ""; }
            if (type == typeof(bool)) { return full; }
            if (type == typeof(byte)) { return full ? (byte)9 : (byte)0; }
            if (type == typeof(int)) { return full ? 7 : 0; }
            if (type == typeof(long)) { return full ? 8L : 0L; }
            if (type == typeof(double)) { return full ? 0.25 : 0; }
            if (type == typeof(Guid)) { return full ? Guid.NewGuid() : Guid.Empty; }
            if (type == typeof(DateTimeOffset)) { return full ? World.Morning.AddMinutes(++last) : default; }
            if (type == typeof(Age)) { return full ? new Age(6, 7) : new Age(0); }
            if (type == typeof(PartialDate)) { return new PartialDate(2011, 2); }
            if (type.IsEnum) { return full ? Enum.GetValues(type).Cast<object>().Last() : Enum.ToObject(type, 0); }
            if (type == typeof(PersonDetails))
            {
                var details = new PersonDetails();
                foreach (var property in type.GetProperties().Where(p => full && p.CanWrite))
                {
                    property.SetValue(details, Of(property.PropertyType, full));
                }

                return details;
            }

            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            {
                var item = type.GetGenericArguments()[0];
                var items = Array.CreateInstance(item, full ? 2 : 0);
                for (var i = 0; i < items.Length; i++) { items.SetValue(Of(item, full), i); }
                return typeof(ImmutableArray).GetMethods().First(m => m is { Name: "Create", IsGenericMethod: true } && m.GetParameters() is [{ ParameterType.IsArray: true }])
                    .MakeGenericMethod(item).Invoke(null, [items])!;
            }

            if (type == typeof(Situation)) { return full ? new Situation.SeenAlone(null) : new Situation.NotLocated(); }
            var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
            return constructor.Invoke([.. constructor.GetParameters().Select(p =>
                !full && (Nullable.GetUnderlyingType(p.ParameterType) is not null || p.HasDefaultValue && p.DefaultValue is null) ? null : Of(p.ParameterType, full))]);
        }
    }
}
