import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

@ControllerAdvice
public class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    @ExceptionHandler(Exception.class)
    public ResponseEntity<String> any(Exception exception) {
        LOG.error("request failed", exception);
        return ResponseEntity.status(500).body("internal error");
    }
}
