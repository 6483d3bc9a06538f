import java.util.Map;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import javax.ws.rs.ext.Provider;

@Provider
public class GenericMapper implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable error) {
        return Response.status(500).entity(Map.of("error", error.toString())).build();
    }
}
