import jakarta.ws.rs.BadRequestException;
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
        java.nio.file.Path root = Paths.get("/srv/docs");
        java.nio.file.Path file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new BadRequestException();
        }
        return Files.readString(file);
    }
}
