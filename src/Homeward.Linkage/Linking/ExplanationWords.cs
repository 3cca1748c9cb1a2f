namespace Homeward.Linkage;

/// <summary>What agreement in a field is called, for somebody who has never heard of bits.</summary>
internal static class ExplanationWords
{
    // A name that agrees with ten bits is borne by fewer than one in a thousand; one with four by one in sixteen or more.
    private const double Rare = 10, Common = 4;

    private static readonly Dictionary<string, (string English, string Spanish)> Words = new(StringComparer.Ordinal)
    {
        ["given_name same several"] = ("same given names", "mismos nombres"),
        ["given_name same"] = ("same given name", "mismo nombre"),
        ["given_name same and more"] = ("same given name, and one record tells one more", "mismo nombre, y un registro dice uno más"),
        ["given_name same and initial"] = ("same given name and initial", "mismo nombre y misma inicial"),
        ["given_name another order"] = ("same given names in another order", "mismos nombres en otro orden"),
        ["given_name first same others differ"] = ("same first name, another second one", "mismo primer nombre, distinto el segundo"),
        ["given_name nickname"] = ("one given name is a familiar form of the other", "un nombre es forma familiar del otro"),
        ["given_name sounds alike"] = ("given names sound alike", "los nombres suenan igual"),
        ["given_name close"] = ("given names almost the same", "nombres casi iguales"),
        ["given_name initial"] = ("same initial of the given name", "misma inicial del nombre"),
        ["given_name some"] = ("given names a little alike", "nombres algo parecidos"),
        ["given_name another same firsts differ"] = ("another given name agrees, the first does not", "otro nombre coincide, el primero no"),
        ["given_name different"] = ("different given names", "nombres distintos"),
        ["given_name changed places"] = ("given name and surname have changed places", "nombre y apellido cambiados de lugar"),
        ["surname same several"] = ("same surnames", "mismos apellidos"),
        ["surname same"] = ("same surname", "mismo apellido"),
        ["surname first of two"] = ("same surname, and one record tells a second one", "mismo apellido, y un registro dice el segundo"),
        ["surname second of two"] = ("the one surname is the other record's second", "el apellido es el segundo del otro registro"),
        ["surname another order"] = ("same surnames in another order", "mismos apellidos en otro orden"),
        ["surname joined"] = ("same surnames, written together", "mismos apellidos, escritos juntos"),
        ["surname sounds alike"] = ("surnames sound alike", "los apellidos suenan igual"),
        ["surname close"] = ("surnames almost the same", "apellidos casi iguales"),
        ["surname close in part"] = ("one of the surnames almost the same", "uno de los apellidos casi igual"),
        ["surname partly different"] = ("one surname agrees, the other does not", "un apellido coincide, el otro no"),
        ["surname some"] = ("surnames a little alike", "apellidos algo parecidos"),
        ["surname different"] = ("different surnames", "apellidos distintos"),
        ["birth equal"] = ("same date of birth", "misma fecha de nacimiento"),
        ["birth one digit off"] = ("dates of birth differ in one digit", "fechas de nacimiento con una cifra distinta"),
        ["birth day and month swapped"] = ("dates of birth with day and month swapped", "fechas de nacimiento con día y mes cambiados"),
        ["birth two digits off"] = ("dates of birth differ in two digits", "fechas de nacimiento con dos cifras distintas"),
        ["birth year off"] = ("same birthday in another year", "mismo cumpleaños en otro año"),
        ["birth only the year equal"] = ("only the year of birth agrees", "solo coincide el año de nacimiento"),
        ["birth a year or two apart"] = ("born a year or two apart", "nacidos con uno o dos años de diferencia"),
        ["birth up to ten years apart"] = ("born up to ten years apart", "nacidos con hasta diez años de diferencia"),
        ["birth more than ten years apart"] = ("born more than ten years apart", "nacidos con más de diez años de diferencia"),
        ["birth ages fit"] = ("the ages fit, each on the day it was told", "las edades concuerdan, cada una en su día"),
        ["birth a year off"] = ("the ages are a year off", "las edades difieren en un año"),
        ["birth two or three years off"] = ("the ages are two or three years off", "las edades difieren en dos o tres años"),
        ["birth up to ten years off"] = ("the ages are up to ten years off", "las edades difieren en hasta diez años"),
        ["birth a generation off"] = ("the ages are a generation off", "las edades difieren en una generación"),
        ["sex same"] = ("same sex", "mismo sexo"),
        ["sex different"] = ("different sex", "sexo distinto"),
        ["phone equal"] = ("same telephone", "mismo teléfono"),
        ["phone close"] = ("telephones almost the same", "teléfonos casi iguales"),
        ["phone some"] = ("telephones a little alike", "teléfonos algo parecidos"),
        ["phone different"] = ("different telephones", "teléfonos distintos"),
        ["email equal"] = ("same e-mail", "mismo correo"),
        ["email close"] = ("e-mails almost the same", "correos casi iguales"),
        ["email some"] = ("e-mails a little alike", "correos algo parecidos"),
        ["email different"] = ("different e-mails", "correos distintos"),
        ["school equal"] = ("same school", "misma escuela"),
        ["school close"] = ("schools almost the same", "escuelas casi iguales"),
        ["school some"] = ("schools a little alike", "escuelas algo parecidas"),
        ["school different"] = ("different schools", "escuelas distintas"),
        ["place same"] = ("met at the same place", "vistos en el mismo lugar"),
        ["place different"] = ("met at different places", "vistos en lugares distintos"),
        ["mother same"] = ("same mother", "misma madre"),
        ["mother given name same"] = ("same given name of the mother", "mismo nombre de la madre"),
        ["mother alike"] = ("mothers' names alike", "nombres parecidos de la madre"),
        ["mother other surname"] = ("the mother's given name agrees, her surname does not", "coincide el nombre de la madre, su apellido no"),
        ["mother surname only"] = ("only the mother's surname agrees", "solo coincide el apellido de la madre"),
        ["mother other given name"] = ("the mother's surname agrees, her given name does not", "coincide el apellido de la madre, su nombre no"),
        ["mother different"] = ("different mothers", "madres distintas"),
        ["father same"] = ("same father", "mismo padre"),
        ["father given name same"] = ("same given name of the father", "mismo nombre del padre"),
        ["father alike"] = ("fathers' names alike", "nombres parecidos del padre"),
        ["father other surname"] = ("the father's given name agrees, his surname does not", "coincide el nombre del padre, su apellido no"),
        ["father surname only"] = ("only the father's surname agrees", "solo coincide el apellido del padre"),
        ["father other given name"] = ("the father's surname agrees, his given name does not", "coincide el apellido del padre, su nombre no"),
        ["father different"] = ("different fathers", "padres distintos"),
        ["siblings some same"] = ("both name the same brother or sister", "los dos nombran al mismo hermano o hermana"),
        ["siblings different"] = ("they name different brothers and sisters", "nombran a hermanos distintos"),
        ["siblings one names the other"] = ("one names the other as a brother or sister", "uno nombra al otro como hermano o hermana"),
        ["siblings one names others"] = ("one names brothers and sisters, and the other is none of them", "uno nombra a sus hermanos, y el otro no está entre ellos"),
        ["children some same"] = ("both name the same child", "los dos nombran al mismo niño o niña"),
        ["children different"] = ("they name different children", "nombran a niños distintos"),
        ["house not known"] = ("", ""),
        ["same house"] = ("same house", "misma casa"),
        ["nearly the same house"] = ("nearly the same house", "casi la misma casa"),
        ["same street"] = ("same street", "misma calle"),
        ["another house"] = ("another house", "otra casa"),
        ["area not known"] = ("", ""),
        ["same postcode and town"] = ("same postcode and town", "mismo código postal y pueblo"),
        ["same postcode"] = ("same postcode", "mismo código postal"),
        ["same town"] = ("same town", "mismo pueblo"),
        ["nearly the postcode"] = ("nearly the same postcode", "casi el mismo código postal"),
        ["nearly the same area"] = ("nearly the same area", "casi la misma zona"),
        ["another area"] = ("another area", "otra zona"),
        ["equal"] = ("the same", "igual"),
        ["same"] = ("the same", "igual"),
        ["close"] = ("almost the same", "casi igual"),
        ["some"] = ("a little alike", "algo parecido"),
        ["different"] = ("different", "distinto"),
    };

    /// <summary>One field's part in words, in small letters and without a full stop; of names, whether they are rare.</summary>
    internal static (string English, string Spanish) Of(FieldWeight field) =>
        field.Field is "given_name" or "surname" && field.Agreement is "same" or "same several" ? HowRare(Of(field.Field, field.Agreement), field.Bits) : Of(field.Field, field.Agreement);

    /// <summary>A level of agreement in words.</summary>
    internal static (string English, string Spanish) Of(string field, string agreement)
    {
        if (Words.TryGetValue($"{field} {agreement}", out var own))
        {
            return own;
        }

        var parts = agreement.Split(", ").Select(part => Words.GetValueOrDefault(part, (part, part))).Where(part => part.Item1.Length > 0).ToList();
        var (english, spanish) = (string.Join(", ", parts.Select(part => part.Item1)), string.Join(", ", parts.Select(part => part.Item2)));
        var column = field.Replace('_', ' ');
        return field == "address" ? (english, spanish) : ($"{column}: {english}", $"{column}: {spanish}");
    }

    private static (string English, string Spanish) HowRare((string English, string Spanish) words, double bits) => bits switch
    {
        >= Rare => ($"{words.English}, rare here", $"{words.Spanish}, poco común aquí"),
        < Common => ($"{words.English}, common here", $"{words.Spanish}, común aquí"),
        _ => words,
    };
}
