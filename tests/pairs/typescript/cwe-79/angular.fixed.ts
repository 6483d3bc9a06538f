@Component({ selector: 'app-note', template: '<div>{{ content }}</div>' })
export class NoteComponent implements OnInit {
  content = '';
  constructor(private route: ActivatedRoute) {}

  ngOnInit() {
    this.content = this.route.snapshot.queryParams['note'];
  }
}
