class Sample
{
    void Run(string name, HttpRequest request)
    {
        // ruleid: csharp-random-secret
        var token = new Random().Next(1000);
        // ruleid: csharp-random-secret
        password = random.Next(100);
        // ok: csharp-random-secret
        var index = random.Next(6);
        // ok: csharp-random-secret
        var token = RandomNumberGenerator.GetInt32(1000);
    }
}
