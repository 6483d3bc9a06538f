class Sample
{
    void Run(WebApplication app)
    {
        // ruleid: csharp-developer-page
        app.UseDeveloperExceptionPage();
        // ruleid: csharp-developer-page
        builder.UseDeveloperExceptionPage(options);
        if (app.Environment.IsDevelopment())
        {
            // ok: csharp-developer-page
            app.UseDeveloperExceptionPage();
        }
        // ok: csharp-developer-page
        app.UseExceptionHandler("/failed");
    }
}
