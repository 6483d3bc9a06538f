@PostMapping("/files")
public String upload(@RequestParam("file") MultipartFile file) throws IOException {
    File target = new File("/srv/files/" + file.getOriginalFilename());
    file.transferTo(target);
    return "ok";
}
