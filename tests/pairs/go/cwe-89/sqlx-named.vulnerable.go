func (r *Repo) Filter(ctx context.Context, f Filter) ([]Item, error) {
	q := "SELECT * FROM items WHERE 1=1"
	if f.Name != "" {
		q += " AND name = '" + f.Name + "'"
	}
	var items []Item
	return items, r.db.SelectContext(ctx, &items, q)
}
