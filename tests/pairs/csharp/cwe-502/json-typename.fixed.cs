public class MessageReader
{
    public Message Read(string json)
    {
        var settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None };
        return JsonConvert.DeserializeObject<Message>(json, settings);
    }
}
