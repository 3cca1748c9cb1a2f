using System.Text.RegularExpressions;
using Homeward.Text;

namespace Homeward.NeverHeld;

/// <summary>
/// Finds, by what a cell or a box holds, what must never be saved, where that is clear: a social security number, an alien
/// registration number, a street address. A column's name is not enough; such numbers hide in notes and in "id".
/// </summary>
public static partial class ForbiddenContent
{
    /// <summary>Which forbidden thing the cell holds; null when none is clear.</summary>
    public static ForbiddenThing? In(string cell)
    {
        // Almost every cell has too few digits to hold any of them.
        var digits = 0;
        foreach (var letter in cell)
        {
            if (char.IsAsciiDigit(letter)) { digits++; }
        }

        return digits switch
        {
            0 => null,
            >= 9 when SocialSecurity().IsMatch(cell) => ForbiddenThing.SocialSecurityNumber,
            >= 8 when AlienNumber().IsMatch(cell) => ForbiddenThing.AlienNumber,
            _ when StreetAddress().IsMatch(Accents.Fold(cell)) => ForbiddenThing.StreetAddress,
            _ => null,
        };
    }

    /// <summary>
    /// Which forbidden thing a sentence somebody typed seems to hold: one of those above, or words about papers, origin, ethnicity or
    /// religion. It can be wrong, so whoever typed is asked and decides.
    /// </summary>
    public static ForbiddenThing? InSentence(string text)
    {
        if (In(text) is { } clear)
        {
            return clear;
        }

        var words = Accents.Fold(text);
        return Papers().IsMatch(words) ? ForbiddenThing.ImmigrationStatus
            : Origin().IsMatch(words) ? ForbiddenThing.Nationality
            : Document().IsMatch(words) ? ForbiddenThing.IdentityDocument
            : Ethnicity().IsMatch(words) ? ForbiddenThing.Ethnicity
            : Religion().IsMatch(words) ? ForbiddenThing.Religion
            : null;
    }

    [GeneratedRegex(
        @"\b(?:undocumented|illegals?|illegal alien|green card|visa|work permit|daca|asylum|deported|no papers|without papers|citizenship|indocumentad[oa]s?|ilegal(?:es)?|sin papeles|permiso de trabajo|ciudadania|asilo|deportad[oa]s?|migra|estatus migratorio|immigration status)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Papers();

    [GeneratedRegex(@"\b(?:nationality|nacionalidad|country of birth|pais de (?:nacimiento|origen)|born in (?:mexico|guatemala|honduras|el salvador|nicaragua|cuba|venezuela)|naci(?:o|da|do)? en (?:mexico|guatemala|honduras|el salvador|nicaragua|cuba|venezuela))\b", RegexOptions.CultureInvariant)]
    private static partial Regex Origin();

    [GeneratedRegex(@"\b(?:passports?|pasaportes?|curp|matricula consular|consular id|cedula|dpi|dui|driver'?s? licen[cs]e|licencia)\b.{0,30}?(?:\d[ -]?){5}", RegexOptions.CultureInvariant)]
    private static partial Regex Document();

    [GeneratedRegex(@"\b(?:hispanics?|latin[oax]s?|indigenous|indigenas?|mestiz[oa]s?|african[- ]american|afro[- ]?\w{4,}|caucasian|native american|ethnicity|ethnic|etnias?|mayans?)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Ethnicity();

    // A church or a school is a place where a child was seen.
    [GeneratedRegex(
        @"(?<!\b(?:iglesia|escuela|colegio|templo|first|san|santa)\s)\b(?:catholics?|catolic[oa]s?|protestants?|protestantes?|evangelicals?|evangelic[oa]s?|pentecostals?|pentecostales?|baptists?|methodists?|mormon(?:s|es)?|jewish|judi[oa]s?|muslims?|musulman[a-z]*|jehovah'?s witness(?:es)?|testigos? de jehova|religion)\b(?!\s+(?:church|school|academy|parish|center|centre|temple|hospital|chapel))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Religion();

    [GeneratedRegex(@"(?<![\d-])(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\d-])", RegexOptions.CultureInvariant)]
    private static partial Regex SocialSecurity();

    [GeneratedRegex(@"\b[Aa]\s?[-#]?\s?\d{3}[- ]?\d{3}[- ]?\d{2,3}\b", RegexOptions.CultureInvariant)]
    private static partial Regex AlienNumber();

    [GeneratedRegex(
        @"(?:^|[\s,;])\d{1,6}\s+(?:[nsew]\.?\s+)?[a-z0-9.'\s]{1,40}\b(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|highway|hwy|court|ct|circle|trail|parkway|pkwy)\b|\b(?:apt|apartment|apto|unit|lot|trailer)\.?\s*#?\s*\d|\b(?:calle|avenida|av|calz|carretera)\.?\s+[a-z.\s]{2,40}\s*(?:#|no\.?|num\.?|numero)?\s*\d|\bp\.?\s?o\.?\s+box\s+\d",
        RegexOptions.CultureInvariant)]
    private static partial Regex StreetAddress();
}
