@PostMapping("/files")
public String upload(@RequestParam("file") MultipartFile file) throws IOException {
    File target = new File("/srv/files/" + UUID.randomUUID() + ".bin");
    file.transferTo(target);
    return "ok";
}
