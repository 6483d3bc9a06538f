@Component({ selector: 'app-note', template: '<div [innerHTML]="content"></div>' })
export class NoteComponent implements OnInit {
  content!: SafeHtml;
  constructor(private route: ActivatedRoute, private sanitizer: DomSanitizer) {}

  ngOnInit() {
    this.content = this.sanitizer.bypassSecurityTrustHtml(this.route.snapshot.queryParams['note']);
  }
}
