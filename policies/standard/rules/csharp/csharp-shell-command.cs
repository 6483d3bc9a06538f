class Sample
{
    void Run(string name, HttpRequest request)
    {
        // ruleid: csharp-shell-command
        Process.Start("cmd.exe", "/c " + name);
        // ruleid: csharp-shell-command
        info.Arguments = "-c " + name;
        // ok: csharp-shell-command
        Process.Start("notepad.exe");
        // ok: csharp-shell-command
        info.ArgumentList.Add(name);
    }
}
