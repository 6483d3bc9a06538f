func unzip(src, dest string) error {
	r, err := zip.OpenReader(src)
	if err != nil {
		return err
	}
	defer r.Close()
	for _, f := range r.File {
		target := filepath.Join(dest, f.Name)
		if !strings.HasPrefix(target, filepath.Clean(dest)+string(os.PathSeparator)) {
			return fmt.Errorf("illegal path %q", f.Name)
		}
		out, err := os.Create(target)
		if err != nil {
			return err
		}
		in, err := f.Open()
		if err != nil {
			return err
		}
		if _, err := io.CopyN(out, in, maxSize); err != nil && err != io.EOF {
			return err
		}
		out.Close()
	}
	return nil
}
