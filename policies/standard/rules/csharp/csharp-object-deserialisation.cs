class Sample
{
    void Run(string name, HttpRequest request)
    {
        // ruleid: csharp-object-deserialisation
        var a = new BinaryFormatter();
        // ruleid: csharp-object-deserialisation
        var b = new LosFormatter();
        // ok: csharp-object-deserialisation
        var a = new XmlSerializer(typeof(Note));
        // ok: csharp-object-deserialisation
        var b = JsonSerializer.Deserialize<Note>(name);
    }
}
