namespace Homeward.Features.Import;

/// <summary>Which of 3/4/2015 is the day.</summary>
public enum DateOrder
{
    /// <summary>4 March 2015, as written in Latin America and Europe.</summary>
    DayMonthYear,

    /// <summary>April 3 turned around: March 4, 2015, as written in the United States.</summary>
    MonthDayYear,
}

/// <summary>
/// What the dates of a column say about their order. One 25/3/2015 decides for all, because a column comes out of one
/// program; when nothing decides, or both orders occur, a person is asked: a wrong birthday hides a child.
/// </summary>
/// <param name="OnlyDayFirst">Dates that only exist with the day first.</param>
/// <param name="OnlyMonthFirst">Dates that only exist with the month first.</param>
/// <param name="Either">Dates that mean two different days in the two orders.</param>
public readonly record struct DateOrderVotes(int OnlyDayFirst, int OnlyMonthFirst, int Either)
{
    /// <summary>The order that the column itself proves; null when it proves none, or both.</summary>
    public DateOrder? Decided => (OnlyDayFirst, OnlyMonthFirst) switch
    {
        ( > 0, 0) => DateOrder.DayMonthYear,
        (0, > 0) => DateOrder.MonthDayYear,
        _ => null,
    };

    /// <summary>True when the order matters and the column doesn't prove it.</summary>
    public bool MustAsk => Decided is null && (Either > 0 || OnlyDayFirst + OnlyMonthFirst > 0);

    /// <summary>The votes with those of one more cell.</summary>
    public DateOrderVotes With(string cell) => DateCell.Numbers(cell) switch
    {
        // The parts are given as day-first would have them.
        ( > 12 and <= 31, >= 1 and <= 12) => this with { OnlyDayFirst = OnlyDayFirst + 1 },
        ( >= 1 and <= 12, > 12 and <= 31) => this with { OnlyMonthFirst = OnlyMonthFirst + 1 },
        var (first, second) when first is >= 1 and <= 12 && second is >= 1 and <= 12 && first != second => this with { Either = Either + 1 },
        _ => this,
    };

    /// <summary>Both columns' votes, for a file in which one column proves what another leaves open.</summary>
    public static DateOrderVotes operator +(DateOrderVotes left, DateOrderVotes right) =>
        new(left.OnlyDayFirst + right.OnlyDayFirst, left.OnlyMonthFirst + right.OnlyMonthFirst, left.Either + right.Either);
}
