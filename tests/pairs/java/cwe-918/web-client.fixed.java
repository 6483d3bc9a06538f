import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

@RestController
class HookController {
    private final WebClient client = WebClient.create("https://hooks.example.com");

    @PostMapping("/hooks/test")
    Mono<String> test(@RequestBody Hook hook) {
        return client.get().uri("/test/{id}", hook.getId()).retrieve().bodyToMono(String.class);
    }
}
