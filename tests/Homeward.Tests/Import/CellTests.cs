using Homeward.Domain;
using Homeward.Features.Import;
using Homeward.NeverHeld;
using Xunit;

namespace Homeward.Tests.Import;

public sealed class CellTests
{
    private static readonly DateOnly Today = new(2019, 8, 8);

    [Theory]
    [InlineData("2015-03-04", 2015, 3, 4)]
    [InlineData("2015/3/4", 2015, 3, 4)]
    [InlineData("2015-03-04T00:00:00Z", 2015, 3, 4)]
    [InlineData("4/3/2015", 2015, 3, 4)]
    [InlineData("04-03-2015", 2015, 3, 4)]
    [InlineData("4.3.2015", 2015, 3, 4)]
    [InlineData("4/3/15", 2015, 3, 4)]
    [InlineData("4/3/98", 1998, 3, 4)]
    [InlineData("4/3/2015 12:00:00 AM", 2015, 3, 4)]
    [InlineData("4 mar 2015", 2015, 3, 4)]
    [InlineData("4 de marzo de 2015", 2015, 3, 4)]
    [InlineData("March 4th, 2015", 2015, 3, 4)]
    [InlineData("4-Mar-15", 2015, 3, 4)]
    [InlineData("20150304", 2015, 3, 4)]
    [InlineData("42067", 2015, 3, 4)]
    [InlineData("42067.0", 2015, 3, 4)]
    [InlineData("2015-03", 2015, 3, null)]
    [InlineData("03/2015", 2015, 3, null)]
    [InlineData("marzo 2015", 2015, 3, null)]
    [InlineData("2015", 2015, null, null)]
    public void A_date_is_read_in_every_shape(string cell, int year, int? month, int? day) =>
        Assert.Equal((new PartialDate(year, month, day), null), DateCell.Read(cell, DateOrder.DayMonthYear, Today));

    [Fact]
    public void The_order_says_which_number_is_the_day() =>
        Assert.Equal(new PartialDate(2015, 4, 3), DateCell.Read("4/3/2015", DateOrder.MonthDayYear, Today).Date);

    [Theory]
    [InlineData("31/02/2011", ProblemKind.ImpossibleDate)]
    [InlineData("2011-13-01", ProblemKind.ImpossibleDate)]
    [InlineData("29/02/2015", ProblemKind.ImpossibleDate)]
    [InlineData("2020-01-01", ProblemKind.DateInFuture)]
    [InlineData("soon", ProblemKind.NotADate)]
    [InlineData("3/4", ProblemKind.NotADate)]
    [InlineData("martes", ProblemKind.NotADate)]
    public void What_is_no_date_says_why(string cell, ProblemKind problem) =>
        Assert.Equal((null, problem), DateCell.Read(cell, DateOrder.DayMonthYear, Today));

    [Theory]
    [InlineData("2019-08-07 14:30", "2019-08-07T19:30Z")]
    [InlineData("07/08/2019 2:30 pm", "2019-08-07T19:30Z")]
    [InlineData("2019-08-07T14:30:00-04:00", "2019-08-07T18:30Z")]
    [InlineData("2019-08-07T14:30Z", "2019-08-07T14:30Z")]
    [InlineData("7 ago 2019, 12:05 AM", "2019-08-07T05:05Z")]
    [InlineData("43684.5", "2019-08-07T17:00Z")]
    [InlineData("2019-08-07", "2019-08-07T05:00Z")]
    public void A_moment_is_read_on_the_clocks_of_the_incident(string cell, string utc) =>
        Assert.Equal(
            (DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), null),
            InstantCell.Read(cell, DateOrder.DayMonthYear, Sheet.Zone, Sheet.Now));

    [Theory]
    [InlineData("2019-08-09 10:00", ProblemKind.DateInFuture)]
    [InlineData("2019-08-07 25:00", ProblemKind.NotAMoment)]
    [InlineData("2019", ProblemKind.NotAMoment)]
    [InlineData("yesterday", ProblemKind.NotADate)]
    public void What_is_no_moment_says_why(string cell, ProblemKind problem) =>
        Assert.Equal((null, problem), InstantCell.Read(cell, DateOrder.DayMonthYear, Sheet.Zone, Sheet.Now));

    [Theory]
    [InlineData("7", 7, 7, false)]
    [InlineData("7 años", 7, 7, false)]
    [InlineData("7.0", 7, 7, false)]
    [InlineData("5 1/2", 5, 5, false)]
    [InlineData("18 months", 18, 18, true)]
    [InlineData("18 meses", 18, 18, true)]
    [InlineData("3 weeks", 0, 0, true)]
    [InlineData("6-8", 6, 8, false)]
    [InlineData("6 a 8 años", 6, 8, false)]
    [InlineData("about 7", 6, 8, false)]
    [InlineData("7?", 6, 8, false)]
    [InlineData("newborn", 0, 0, false)]
    [InlineData("recién nacida", 0, 0, false)]
    public void An_age_is_read_as_it_was_said(string cell, int low, int high, bool months) =>
        Assert.Equal((new Age(low, high, months), null), AgeCell.Read(cell));

    [Theory]
    [InlineData("seven")]
    [InlineData("8-6")]
    [InlineData("300")]
    [InlineData("-3")]
    public void What_is_no_age_says_so(string cell) => Assert.Equal((null, ProblemKind.NotAnAge), AgeCell.Read(cell));

    [Theory]
    [InlineData("F", "M", Sex.Male)]
    [InlineData("H", "M", Sex.Female)]
    [InlineData("", "M", Sex.Unknown)]
    [InlineData("", "Niña", Sex.Female)]
    [InlineData("", "varón", Sex.Male)]
    [InlineData("", "X", Sex.Other)]
    public void M_is_male_beside_F_and_mujer_beside_H(string others, string cell, Sex sex) =>
        Assert.Equal(sex, SexCell.Read(cell, default(SexLetters).With(others)).Sex);

    [Theory]
    [InlineData("+1 601 555 0101", "+1 601 555 0101")]
    [InlineData("(601) 555-0101", "(601) 555-0101")]
    [InlineData("call 601-555-0101 after 5", "601-555-0101")]
    [InlineData("6.015550101E9", "6015550101")]
    public void A_phone_is_kept_as_written_without_the_words(string cell, string number) =>
        Assert.Equal([number], PhoneCell.Read(cell).Numbers);

    [Fact]
    public void Two_phones_in_a_cell_are_two() =>
        Assert.Equal(["601-555-0101", "601-555-0102"], PhoneCell.Read("601-555-0101 / 601-555-0102").Numbers);

    [Theory]
    [InlineData("6.01555E+09", ProblemKind.PhoneDigitsLost)]
    [InlineData("12345", ProblemKind.NotAPhone)]
    [InlineData("ask Maria", ProblemKind.NotAPhone)]
    public void A_phone_that_would_reach_a_stranger_is_not_kept(string cell, ProblemKind problem) =>
        Assert.Equal(problem, PhoneCell.Read(cell).Problem);

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\",\"Ana\")")]
    [InlineData("=1+1")]
    [InlineData("@SUM(1+1)*cmd|' /C calc'!A0")]
    [InlineData("+1+cmd|' /C calc'!A0")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("\t=1+1")]
    [InlineData("\r=cmd|' /C calc'!A0")]
    [InlineData("'=1+1")]
    public void A_cell_made_to_be_run_is_text_and_pointed_out(string cell) => Assert.True(CellText.LooksLikeFormula(CellText.Clean(cell)));

    [Theory]
    [InlineData("+1 601 555 0101")]
    [InlineData("-Ana")]
    [InlineData("- Ana (the younger)")]
    [InlineData("@anita")]
    [InlineData("=\"6015550101\"")]
    [InlineData("'0601")]
    [InlineData("María-José")]
    public void A_cell_that_only_starts_like_a_formula_is_left_in_peace(string cell) => Assert.False(CellText.LooksLikeFormula(CellText.Clean(cell)));

    [Theory]
    [InlineData("-Ana", "Ana")]
    [InlineData("• Ana", "Ana")]
    [InlineData("María-José", "María-José")]
    public void A_dash_before_a_name_is_no_part_of_it(string cell, string name) => Assert.Equal(name, CellText.WithoutLeadingMarks(cell));

    [Theory]
    [InlineData("=\"0601\"", "0601")]
    [InlineData("'0601", "0601")]
    [InlineData("  Ana\u00A0\u200BMaría ", "Ana María")]
    [InlineData("Ana\n María", "Ana María")]
    [InlineData("\u202Eana", "ana")]
    public void What_spreadsheets_leave_around_a_cell_is_taken_off(string raw, string clean) => Assert.Equal(clean, CellText.Clean(raw));

    [Theory]
    [InlineData("his ssn 219-09-9999 he said", ForbiddenThing.SocialSecurityNumber)]
    [InlineData("A 012-345-678", ForbiddenThing.AlienNumber)]
    [InlineData("A123456789", ForbiddenThing.AlienNumber)]
    [InlineData("123 N Main St, Morton MS", ForbiddenThing.StreetAddress)]
    [InlineData("Calle Reforma 12", ForbiddenThing.StreetAddress)]
    [InlineData("trailer 14, lot 3", ForbiddenThing.StreetAddress)]
    public void What_must_never_be_saved_is_found_inside_a_cell(string cell, ForbiddenThing thing) => Assert.Equal(thing, ForbiddenContent.In(cell));

    [Theory]
    [InlineData("601-555-0101")]
    [InlineData("Morton")]
    [InlineData("St. Martin, MS")]
    [InlineData("2015-03-04")]
    [InlineData("Room 12")]
    [InlineData("Ana 2")]
    [InlineData("3 doses of insulin a day")]
    public void Ordinary_cells_hold_nothing_forbidden(string cell) => Assert.Null(ForbiddenContent.In(cell));
}
