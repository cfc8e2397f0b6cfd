-- The catalogue as first released. Text is NFC; times are UTC, ISO 8601; ids are opaque text; hashes are lower-case hex SHA-256.

-- The body that keeps the archive (cơ quan lưu trữ); exactly one in this version.
CREATE TABLE agency (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE CHECK (code <> ''),
  name TEXT NOT NULL CHECK (name <> '')
) STRICT;

-- Phông: all records of one creating body.
CREATE TABLE fonds (
  id TEXT PRIMARY KEY,
  agency_id TEXT NOT NULL REFERENCES agency(id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
  ordinal INTEGER NOT NULL,
  UNIQUE (agency_id, code)
) STRICT;

-- Mục lục: a list of files of a fonds, by term or year.
CREATE TABLE inventory (
  id TEXT PRIMARY KEY,
  fonds_id TEXT NOT NULL REFERENCES fonds(id),
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  UNIQUE (fonds_id, number)
) STRICT;

-- Hồ sơ (đơn vị bảo quản). The code is unique in the archive because exported names are made from it.
CREATE TABLE file (
  id TEXT PRIMARY KEY,
  inventory_id TEXT NOT NULL REFERENCES inventory(id),
  code TEXT NOT NULL UNIQUE CHECK (code <> ''),
  title TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX file_by_inventory ON file (inventory_id, ordinal, id);

-- Files in masters/: as received, or the image lifted out of a received PDF. Never changed, never deleted by the program.
CREATE TABLE master (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  extension TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  created_at TEXT NOT NULL
) STRICT;

-- A received file with the name and path it had.
CREATE TABLE source (
  id TEXT PRIMARY KEY,
  master_sha256 TEXT NOT NULL UNIQUE REFERENCES master(sha256),
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  received_at TEXT NOT NULL
) STRICT;

-- Tài liệu. row_version counts every change of the description, for optimistic locking and for knowing whether the PDF is current.
CREATE TABLE document (
  id TEXT PRIMARY KEY,
  file_id TEXT NOT NULL REFERENCES file(id),
  ordinal INTEGER NOT NULL CHECK (ordinal > 0),
  source_id TEXT NOT NULL REFERENCES source(id),
  state TEXT NOT NULL CHECK (state IN ('reading', 'proposed', 'described')),
  row_version INTEGER NOT NULL DEFAULT 1,
  languages TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (file_id, ordinal)
) STRICT;
CREATE INDEX document_by_state ON document (state, file_id, ordinal);
CREATE INDEX document_by_source ON document (source_id);

-- What an engine read from one image with one recipe (engine, version, language data, parameters). Reading again with the
-- same recipe costs nothing. result: zstd of the JSON of PageText (shared/model/page-text.ts).
CREATE TABLE recognition (
  id INTEGER PRIMARY KEY,
  image_sha256 TEXT NOT NULL REFERENCES master(sha256),
  frame INTEGER NOT NULL,
  rotation INTEGER NOT NULL,
  recipe TEXT NOT NULL,
  result BLOB NOT NULL,
  mean_confidence REAL NOT NULL,
  word_count INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (image_sha256, frame, rotation, recipe)
) STRICT;

-- Trang: one side of a sheet. The image is frame `frame` of the master; `rotation` turns it upright, clockwise.
CREATE TABLE page (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES document(id),
  ordinal INTEGER NOT NULL CHECK (ordinal > 0),
  image_sha256 TEXT NOT NULL REFERENCES master(sha256),
  frame INTEGER NOT NULL DEFAULT 0,
  stored_width_px INTEGER NOT NULL CHECK (stored_width_px > 0),
  stored_height_px INTEGER NOT NULL CHECK (stored_height_px > 0),
  rotation INTEGER NOT NULL CHECK (rotation IN (0, 90, 180, 270)),
  dpi REAL NOT NULL CHECK (dpi > 0),
  dpi_estimated INTEGER NOT NULL CHECK (dpi_estimated IN (0, 1)),
  colour TEXT NOT NULL CHECK (colour IN ('bitonal', 'gray', 'colour')),
  origin TEXT NOT NULL CHECK (origin IN ('source', 'lifted', 'rendered')),
  image_state TEXT NOT NULL DEFAULT 'waiting' CHECK (image_state IN ('waiting', 'ready', 'failed')),
  text_state TEXT NOT NULL DEFAULT 'waiting' CHECK (text_state IN ('waiting', 'ready', 'failed')),
  preview_media_type TEXT,
  thumbnail_media_type TEXT,
  recognition_id INTEGER REFERENCES recognition(id),
  UNIQUE (document_id, ordinal)
) STRICT;
CREATE INDEX page_by_image ON page (image_sha256);

-- Values the machine read. rank 0 is the best one of a field. Empty value with a box: it stands there but cannot be read.
CREATE TABLE field_proposal (
  document_id TEXT NOT NULL REFERENCES document(id),
  name TEXT NOT NULL,
  rank INTEGER NOT NULL,
  value TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  page INTEGER, x REAL, y REAL, w REAL, h REAL,
  rule TEXT NOT NULL,
  PRIMARY KEY (document_id, name, rank)
) STRICT, WITHOUT ROWID;

-- The description as it stands.
CREATE TABLE document_field (
  document_id TEXT NOT NULL REFERENCES document(id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('proposed', 'typed', 'confirmed')),
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  page INTEGER, x REAL, y REAL, w REAL, h REAL,
  rule TEXT,
  PRIMARY KEY (document_id, name)
) STRICT, WITHOUT ROWID;

-- Imperfect data, told to people.
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES document(id),
  page_id TEXT REFERENCES page(id),
  code TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
  message TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX finding_once ON finding (document_id, ifnull(page_id, ''), code);

-- PDF/A files in documents/; each version is kept. row_version: the description the file was made from.
CREATE TABLE published (
  document_id TEXT NOT NULL REFERENCES document(id),
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  level TEXT NOT NULL,
  row_version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (document_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX published_by_file ON published (sha256);

-- Long work. Counters live here so that progress is the truth after any crash.
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('digitise', 'publish', 'export', 'verify', 'reread')),
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  title TEXT NOT NULL,
  params TEXT NOT NULL,
  output_path TEXT,
  created_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT
) STRICT;
CREATE INDEX job_by_state ON job (state, created_at);

-- One step of a job. Steps of the same document run in order of stage; steps of one stage may run side by side.
CREATE TABLE job_item (
  id INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job(id),
  kind TEXT NOT NULL CHECK (kind IN ('source', 'image', 'read', 'extract', 'publish', 'export')),
  stage INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  subject TEXT NOT NULL,
  input TEXT NOT NULL,
  document_id TEXT REFERENCES document(id),
  page_id TEXT REFERENCES page(id),
  attempts INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  error_params TEXT,
  duration_ms INTEGER
) STRICT;
CREATE INDEX job_item_by_state ON job_item (state, kind, id);
CREATE INDEX job_item_by_job ON job_item (job_id, state, kind);
CREATE INDEX job_item_by_document ON job_item (document_id, state, stage);

-- Who did what, chained: hash = SHA-256(prev ‖ canonical JSON of the row). Rows are never changed.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  detail TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_final_u BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit rows are final'); END;
CREATE TRIGGER audit_is_final_d BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit rows are final'); END;

-- Documents whose text or fields changed since the search index last saw them. Filled by triggers, emptied by search.
-- Not INSERT OR IGNORE: inside a trigger the conflict policy of the firing statement wins, and an upsert's is to abort.
CREATE TABLE search_dirty (document_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TRIGGER search_dirty_page_text AFTER UPDATE OF recognition_id ON page
  BEGIN INSERT INTO search_dirty SELECT new.document_id WHERE NOT EXISTS (SELECT 1 FROM search_dirty WHERE document_id = new.document_id); END;
CREATE TRIGGER search_dirty_field_insert AFTER INSERT ON document_field
  BEGIN INSERT INTO search_dirty SELECT new.document_id WHERE NOT EXISTS (SELECT 1 FROM search_dirty WHERE document_id = new.document_id); END;
CREATE TRIGGER search_dirty_field_update AFTER UPDATE ON document_field
  BEGIN INSERT INTO search_dirty SELECT new.document_id WHERE NOT EXISTS (SELECT 1 FROM search_dirty WHERE document_id = new.document_id); END;
CREATE TRIGGER search_dirty_field_delete AFTER DELETE ON document_field
  BEGIN INSERT INTO search_dirty SELECT old.document_id WHERE NOT EXISTS (SELECT 1 FROM search_dirty WHERE document_id = old.document_id); END;
