func (r *Repo) Filter(ctx context.Context, f Filter) ([]Item, error) {
	q := "SELECT * FROM items WHERE 1=1"
	var args []any
	if f.Name != "" {
		args = append(args, f.Name)
		q += fmt.Sprintf(" AND name = $%d", len(args))
	}
	var items []Item
	return items, r.db.SelectContext(ctx, &items, q, args...)
}
