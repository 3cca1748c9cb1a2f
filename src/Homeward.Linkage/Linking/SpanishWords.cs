namespace Homeward.Linkage;

/// <summary>The words of explanations in Spanish.</summary>
internal static class SpanishWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["given_name"] = "nombre", ["surname"] = "apellidos", ["birth"] = "nacimiento", ["sex"] = "sexo", ["address"] = "dirección", ["phone"] = "teléfono", ["email"] = "correo",
        ["same several"] = "iguales, varios", ["same"] = "igual", ["same and more"] = "igual, uno tiene más", ["same and initial"] = "igual, con inicial", ["another order"] = "iguales en otro orden",
        ["first same others differ"] = "igual el primero, otros distintos", ["nickname"] = "con nombre familiar", ["sounds alike"] = "suena igual", ["close"] = "casi igual", ["initial"] = "igual la inicial",
        ["some"] = "parecido", ["another same firsts differ"] = "otro igual, el primero distinto", ["different"] = "distinto", ["changed places"] = "nombre y apellido cambiados de lugar",
        ["first of two"] = "igual el primero de dos", ["second of two"] = "igual el segundo de dos", ["joined"] = "escritos juntos", ["close in part"] = "casi igual en parte", ["partly different"] = "en parte distintos",
        ["equal"] = "igual", ["one digit off"] = "una cifra distinta", ["day and month swapped"] = "día y mes cambiados", ["two digits off"] = "dos cifras distintas", ["year off"] = "otro año",
        ["only the year equal"] = "solo el año igual", ["a year or two apart"] = "uno o dos años aparte", ["up to ten years apart"] = "hasta diez años aparte", ["more than ten years apart"] = "más de diez años aparte",
        ["ages fit"] = "las edades concuerdan", ["a year off"] = "un año de diferencia", ["two or three years off"] = "dos o tres años de diferencia", ["up to ten years off"] = "hasta diez años de diferencia", ["a generation off"] = "una generación de diferencia",
        ["house not known"] = "casa desconocida", ["same house"] = "misma casa", ["nearly the same house"] = "casi la misma casa", ["same street"] = "misma calle", ["another house"] = "otra casa",
        ["area not known"] = "zona desconocida", ["same postcode and town"] = "mismo código postal y pueblo", ["same postcode"] = "mismo código postal", ["nearly the postcode"] = "casi el código postal",
        ["same town"] = "mismo pueblo", ["nearly the same area"] = "casi la misma zona", ["another area"] = "otra zona",
    };

    internal static string Of(string words) => string.Join(", ", words.Split(", ").Select(word => Words.GetValueOrDefault(word, word.Replace('_', ' '))));
}
