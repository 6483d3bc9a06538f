@GetMapping("/logs/{file}")
public ResponseEntity<Resource> log(@PathVariable String file) throws IOException {
    Path path = Paths.get("/var/log/app").resolve(file);
    return ResponseEntity.ok(new UrlResource(path.toUri()));
}
