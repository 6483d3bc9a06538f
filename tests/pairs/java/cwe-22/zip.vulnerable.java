try (ZipInputStream in = new ZipInputStream(upload)) {
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = destination.resolve(entry.getName());
        Files.copy(in, target);
    }
}
