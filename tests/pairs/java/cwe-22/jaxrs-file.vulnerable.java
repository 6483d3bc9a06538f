import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;

@Path("/docs")
public class DocsResource {
    @GET
    @Path("{name}")
    @Produces("text/plain")
    public String read(@PathParam("name") String name) throws IOException {
        return Files.readString(Paths.get("/srv/docs", name));
    }
}
