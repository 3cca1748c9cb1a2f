using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Homeward.Domain;
using Homeward.Engine;
using Xunit;
using Record = Homeward.Domain.Record;

namespace Homeward.Tests.Engine;

/// <summary>A snapshot holds every field of every entity. Entities are filled by reflection, so that a new field can't be forgotten.</summary>
public sealed class SnapshotTests
{
    private readonly Random random = new(7);

    [Fact]
    public void A_person_with_every_field_set_is_read_as_it_was_written() => ReadsAsWritten<Person>((to, person) => to.Write(person), from => from.Person());

    [Fact]
    public void A_record_with_every_field_set_is_read_as_it_was_written() => ReadsAsWritten<Record>((to, record) => to.Write(record), from => from.Record());

    [Fact]
    public void A_lead_with_every_field_set_is_read_as_it_was_written() => ReadsAsWritten<Lead>((to, lead) => to.Write(lead), from => from.Lead());

    [Fact]
    public void A_person_with_nothing_but_what_it_must_have_is_read_as_it_was_written()
    {
        var bare = new Person(
            new(Guid.CreateVersion7()), PersonKind.Adult, "ABCD-1234", 1, [], default, default, null, [], Needs.None, null, null, []);
        var sink = new SnapshotSink();
        sink.Write(bare);
        Assert.Equal(Text(bare), Text(new SnapshotSource(sink.Written.ToArray(), sink.Length).Person()));
    }

    [Fact]
    public void A_whole_state_is_read_as_it_was_written()
    {
        var people = Enumerable.Range(0, 500).Select(_ => (Person)Fill(typeof(Person))).ToList();
        var state = IncidentState.Nothing with
        {
            Incident = (Incident)Fill(typeof(Incident)),
            Agencies = [(Agency)Fill(typeof(Agency))],
            Figures = [(Figure)Fill(typeof(Figure))],
            Position = 77,
            Version = 5,
        };
        foreach (var person in people)
        {
            state = state with { People = state.People.Set(person.Id, person), Codes = state.Codes.Set(new(person.Code), person.Id) };
        }

        var release = (Release)Fill(typeof(Release));
        var declaration = (Declaration)Fill(typeof(Declaration));
        state = state with { Releases = state.Releases.Set(release.Id, release), Declarations = state.Declarations.Set(declaration.Id, declaration) };
        var (disclosure, glass) = ((Disclosure)Fill(typeof(Disclosure)), (BrokenGlass)Fill(typeof(BrokenGlass)));
        state = state with { Disclosures = state.Disclosures.Set(disclosure.Lead, disclosure), BrokenGlass = state.BrokenGlass.Set(glass.Id, glass) };
        var (card, claim) = ((FamilyCard)Fill(typeof(FamilyCard)), (PublicClaim)Fill(typeof(PublicClaim)) with { Closed = null });
        state = state with
        {
            FamilyPage = (FamilyPage)Fill(typeof(FamilyPage)),
            FamilyCards = state.FamilyCards.Set(card.Id, card),
            CardsByCode = state.CardsByCode.Set(card.CodePrint, card.Id),
            Claims = state.Claims.Set(claim.Id, claim),
            ClaimsWaiting = 1,
        };
        using var file = new MemoryStream();
        SnapshotFile.Write(file, new(state, AnsweredCommands.None.With(release.Id.Value, 9, ulong.MaxValue)));
        file.Position = 0;

        var (read, answered) = SnapshotFile.Read(file)!;

        Assert.Equal(Sorted(state), Sorted(read));
        Assert.Equal(Text(release), Text(read.Releases[release.Id]));
        Assert.Equal(Text(declaration), Text(read.Declarations[declaration.Id]));
        Assert.Equal((Text(disclosure), Text(glass)), (Text(read.Disclosures[disclosure.Lead]), Text(read.BrokenGlass[glass.Id])));
        Assert.Equal((Text(card), Text(claim), Text(state.FamilyPage)), (Text(read.FamilyCards[card.Id]), Text(read.Claims[claim.Id]), Text(read.FamilyPage)));
        Assert.Equal((card.Id, 1), (read.CardsByCode[card.CodePrint], read.ClaimsWaiting));
        Assert.Equal((Text(state.Incident), Text(state.Agencies), Text(state.Figures)), (Text(read.Incident), Text(read.Agencies), Text(read.Figures)));
        Assert.Equal((77, 5), (read.Position, read.Version));
        Assert.Equal(new(9, ulong.MaxValue), answered.Find(release.Id.Value));
    }

    private static string Sorted(IncidentState state) => Text(state.People.Values.OrderBy(p => p.Id.Value));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, EventCodec.Json);

    private void ReadsAsWritten<T>(Action<SnapshotSink, T> write, Func<SnapshotSource, T> read)
    {
        for (var i = 0; i < 20; i++)
        {
            var written = (T)Fill(typeof(T));
            var sink = new SnapshotSink();
            write(sink, written);
            var source = new SnapshotSource(sink.Written.ToArray(), sink.Length);

            Assert.Equal(Text(written), Text(read(source)));
            Assert.True(source.Done);
        }
    }

    private object Fill(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Fill(inner);
        }

        if (type.IsEnum)
        {
            // Never the first, which an omitted field would read as.
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        }

        return type switch
        {
            _ when type == typeof(string) => $"word {random.Next()} María Ñandú, longer than twenty-four letters at times"[..random.Next(14, 50)],
            _ when type == typeof(int) => random.Next(1, 11),
            _ when type == typeof(long) => (long)random.Next(1, 1_000_000),
            _ when type == typeof(double) => random.NextDouble() + 1,
            _ when type == typeof(bool) => true,
            _ when type == typeof(Guid) => NextGuid(),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(1, 2_000_000_000_000)),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>) => Activator.CreateInstance(type, NextGuid())!,
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => Array(type.GetGenericArguments()[0]),
            _ => Composite(type),
        };
    }

    private Guid NextGuid()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }

    private object Array(Type item)
    {
        var items = System.Array.CreateInstance(item, 2);
        items.SetValue(Fill(item), 0);
        items.SetValue(Fill(item), 1);
        return typeof(ImmutableCollectionsMarshalBridge).GetMethod(nameof(ImmutableCollectionsMarshalBridge.Of))!.MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private object Composite(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Fill(p.ParameterType))]);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite
            && !constructor.GetParameters().Any(parameter => string.Equals(parameter.Name, p.Name, StringComparison.OrdinalIgnoreCase))))
        {
            property.SetValue(made, Fill(property.PropertyType));
        }

        return made;
    }

    private static class ImmutableCollectionsMarshalBridge
    {
        public static ImmutableArray<T> Of<T>(T[] items) => [.. items];
    }
}
