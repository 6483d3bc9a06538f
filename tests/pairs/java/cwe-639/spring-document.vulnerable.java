@RestController
@RequestMapping("/documents")
public class DocumentController {
    private final DocumentRepository documents;

    @GetMapping("/{id}")
    public Document one(@PathVariable long id, Principal principal) {
        return documents.findById(id).orElseThrow();
    }
}
