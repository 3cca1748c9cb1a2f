using Homeward.Domain;

namespace Homeward.Access.Reads;

/// <summary>Somebody who answers for a person says that it wasn't right that somebody opened them. The privacy officer looks into it.</summary>
/// <param name="By">Who says so, of which organisation.</param>
/// <param name="Reader">Who had opened the person, when, and on which page.</param>
public sealed record ReadQuestion(Id<User> By, Id<Organisation> Organisation, Id<User> Reader, Id<Person> Person, DateTimeOffset ReadAt, string Page, DateTimeOffset At)
{
    /// <summary>Whether it is about this reading. The journal keeps times to the millisecond.</summary>
    public bool IsAbout(PersonRead read) =>
        read.Reader == Reader && read.Person == Person && read.At.ToUnixTimeMilliseconds() == ReadAt.ToUnixTimeMilliseconds();
}
