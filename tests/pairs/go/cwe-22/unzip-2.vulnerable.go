func unzip(src, dest string) error {
	r, err := zip.OpenReader(src)
	if err != nil {
		return err
	}
	defer r.Close()
	for _, f := range r.File {
		target := filepath.Join(dest, f.Name)
		out, err := os.Create(target)
		if err != nil {
			return err
		}
		in, err := f.Open()
		if err != nil {
			return err
		}
		io.Copy(out, in)
		out.Close()
	}
	return nil
}
