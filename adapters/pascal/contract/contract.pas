{ contract LINES CONTENT OLD_LIBRARY LIBRARY: the unit says what the C ABI says, in any order of freeing, in eight threads,
  without growth; and it answers misuse with exceptions that say what is wrong. Any difference ends it with exit code 1. }
program Contract;

{$MODE Delphi}{$H+}

uses
  cthreads, Classes, SysUtils, base64, fpjson, jsonparser, Sha256, Unknot;

const
  Silent = '{"answers": {}}';
  Calls = 10000;
  GrowthKilobytes = 24 * 1024;

type
  TExceptionClass = class of Exception;
  TRow = record
    Fields: TStringList;  // name, at, status, tier, possible tier, complete, intake
    Said: TStringList;    // its problem, flags and documents, as cases_to_lines.py writes them
  end;
  TCall = procedure;

  TWorker = class(TThread)
  public
    First: Integer;
    Wrong: string;
    procedure Execute; override;
  end;

var
  Rows: array of TRow;
  Engine: TUnknotEngine;
  Answer: TUnknotResult;
  Options: TUnknotOptions;
  Arguments: array [0..4] of RawByteString;

procedure Expect(const What: string; const Expected, Found: RawByteString);
begin
  if Expected <> Found then raise Exception.Create(What + ': expected ' + Expected + ', got ' + Found);
end;

function Coded(const Field: RawByteString): RawByteString;
begin
  if Field = '' then Result := '=' else Result := EncodeStringBase64(Field);
end;

function Decoded(const Field: RawByteString): RawByteString;
begin
  if (Field = '=') or (Field = '-') then Result := '' else Result := DecodeStringBase64(Field);
end;

function CodedTier(Tier: TUnknotTier): RawByteString;
begin
  if Tier = utNone then Result := '-' else Result := Coded(UnknotTierName(Tier));
end;

function CodedProblem(const Problem: RawByteString): RawByteString;
const
  Names: array [0..3] of string = ('code', 'pointer', 'expected', 'message');
var
  Json: TJSONObject;
  Name: string;
begin
  Result := '';
  Json := GetJSON(Problem) as TJSONObject;
  try
    for Name in Names do
      Result := Result + ' ' + Coded(RawByteString(Json.Strings[Name]));
  finally
    Json.Free;
  end;
end;

{ One line of the cases, as the unit says it. }
function SaidOf(Answer: TUnknotResult; const Line: RawByteString; var FlagIndex: Integer): RawByteString;
const
  States: array [TUnknotFlagStatus] of RawByteString = ('', 'clear', 'open', 'raised');
var
  MediaType: RawByteString;
  Document: RawByteString;
  Flag: TUnknotFlag;
begin
  if Copy(Line, 1, 5) = 'flag ' then
  begin
    Flag := Answer.Flags[FlagIndex];
    Inc(FlagIndex);
    Exit('flag ' + Coded(Flag.Id) + ' ' + Coded(States[Flag.Status]) + ' ' + CodedTier(Flag.Tier) + ' ' +
      CodedTier(Flag.PossibleTier) + ' ' + Coded(Flag.Title) + ' ' + Coded(Flag.Reason));
  end;
  MediaType := string(Line).Split([' '])[1];
  Result := 'document ' + MediaType;
  try
    Document := Answer.Document(Decoded(MediaType));
    Result := Result + ' ' + Coded('ok') + ' ' + Coded(Sha256Hex(Document)) + ' ' +
      Coded(RawByteString(IntToStr(Length(Document))));
  except
    on E: EUnknot do Result := Result + ' ' + Coded(UnknotStatusName(E.Status)) + CodedProblem(E.Problem);
  end;
end;

procedure CheckResult(const Row: TRow; Answer: TUnknotResult);
var
  FlagIndex, I: Integer;
begin
  FlagIndex := 0;
  Expect(Row.Fields[0] + ': status', Row.Fields[2], 'ok');
  Expect(Row.Fields[0] + ': tier', Row.Fields[3], UnknotTierName(Answer.Tier));
  Expect(Row.Fields[0] + ': possible tier', Row.Fields[4], UnknotTierName(Answer.PossibleTier));
  Expect(Row.Fields[0] + ': complete', Row.Fields[5], RawByteString(IntToStr(Ord(Answer.Complete))));
  for I := 0 to Row.Said.Count - 1 do
    Expect(Row.Fields[0], Row.Said[I], SaidOf(Answer, Row.Said[I], FlagIndex));
  Expect(Row.Fields[0] + ': flags', IntToStr(FlagIndex), IntToStr(Answer.FlagCount));
end;

procedure CheckRow(const Row: TRow);
var
  Answer: TUnknotResult;
begin
  try
    Answer := Engine.Assess(Row.Fields[6], StrToInt64(Row.Fields[1]));
    try
      CheckResult(Row, Answer);
    finally
      Answer.Free;
    end;
  except
    on E: EUnknot do
    begin
      Expect(Row.Fields[0] + ': status', Row.Fields[2], UnknotStatusName(E.Status));
      Expect(Row.Fields[0] + ': problem', Row.Said[0], 'problem' + CodedProblem(E.Problem));
    end;
  end;
end;

procedure ReadAndCheckWhatItIs(const Path: string);
var
  Lines: TStringList;
  Line: string;
  Parts: TStringArray;
  Locale: RawByteString;
  I: Integer;
begin
  Locale := '';
  Lines := TStringList.Create;
  Lines.LoadFromFile(Path);
  for Line in Lines do
  begin
    Parts := Line.Split([' ']);
    if Parts[0] = 'version' then Expect('version', Decoded(Parts[1]), UnknotVersion)
    else if Parts[0] = 'info' then Expect('info', Decoded(Parts[1]), Sha256Hex(Engine.Info))
    else if Parts[0] = 'questions' then
    begin
      Expect('questions', Decoded(Parts[2]), Sha256Hex(Engine.Questions(Decoded(Parts[1]))));
      if Locale = '' then Expect('first locale', Engine.Questions(Decoded(Parts[1]), UNKNOT_MEDIA_JSON), Engine.Questions);
      Locale := Decoded(Parts[1]);
    end
    else if Parts[0] = 'row' then
    begin
      SetLength(Rows, Length(Rows) + 1);
      Rows[High(Rows)].Fields := TStringList.Create;
      Rows[High(Rows)].Said := TStringList.Create;
      for I := 1 to 7 do Rows[High(Rows)].Fields.Add(Decoded(Parts[I]));
    end
    else if not ((Parts[0] = 'document') and (Rows[High(Rows)].Fields[2] <> 'ok')) then Rows[High(Rows)].Said.Add(Line);
  end;
  Lines.Free;
  Expect('pack', '{', Copy(Engine.Pack, 1, 1));
end;

procedure TWorker.Execute;
var
  I: Integer;
begin
  try
    I := First;
    while I < Length(Rows) do
    begin
      CheckRow(Rows[I]);
      Inc(I, 3);  // each row in two or three threads
    end;
  except
    on E: Exception do Wrong := E.Message;
  end;
end;

procedure ManyThreads;
var
  Workers: array [0..7] of TWorker;
  I: Integer;
begin
  for I := 0 to 7 do
  begin
    Workers[I] := TWorker.Create(True);
    Workers[I].First := I;
    Workers[I].Start;
  end;
  for I := 0 to 7 do
  begin
    Workers[I].WaitFor;
    Expect('thread', '', Workers[I].Wrong);
    Workers[I].Free;
  end;
end;

procedure AnyOrderOfFreeing;
var
  Kept: array [0..19] of TUnknotResult;
  Which: array [0..19] of Integer;
  I, Count: Integer;
  Own: TUnknotEngine;
begin
  Own := TUnknotEngine.Create;
  Count := 0;
  for I := 0 to High(Rows) do
    if (Rows[I].Fields[2] = 'ok') and (Count < 20) then
    begin
      Kept[Count] := Own.Assess(Rows[I].Fields[6], StrToInt64(Rows[I].Fields[1]));
      Which[Count] := I;
      Inc(Count);
    end;
  Own.Free;
  for I := Count - 1 downto 0 do
  begin
    CheckResult(Rows[Which[I]], Kept[I]);
    Kept[I].Free;
  end;
end;

procedure Refused(Kind: TExceptionClass; const Words: string; Call: TCall);
begin
  try
    Call;
  except
    on E: Exception do
      if (E is Kind) and ((Words = '') or (Pos(Words, E.Message) > 0)) then Exit
      else raise Exception.Create('expected ' + Kind.ClassName + ' "' + Words + '", got ' + E.ClassName + ' ' + E.Message);
  end;
  raise Exception.Create('expected ' + Kind.ClassName + ' "' + Words + '", and nothing was raised');
end;

procedure OpenWithOptions;
begin
  TUnknotEngine.Create(Options).Free;
end;

procedure EmptyIntake; begin Engine.Assess('{}'); end;
procedure EarlyTime; begin Engine.Assess(Silent, -1); end;
procedure OtherLocale; begin Engine.Questions('xx-XX'); end;
procedure NulInLocale; begin Engine.Questions('en-US'#0'x'); end;
procedure QuestionsAsPage; begin Engine.Questions('', UNKNOT_MEDIA_HTML); end;
procedure NoPdf; begin Answer.Document(UNKNOT_MEDIA_PDF); end;
procedure NoSuchFlag; begin Answer.Flags[-1]; end;
procedure LoadMissing; begin UnknotLoad('/no/such/libunknot.so.1'); end;
procedure LoadOther; begin UnknotLoad('libm.so.6'); end;
procedure LoadOld; begin UnknotLoad(Arguments[3]); end;
procedure LoadText; begin UnknotLoad(Arguments[1]); end;

procedure Libraries;
begin
  Refused(EUnknotLibrary, 'apt install libunknot1', LoadMissing);
  Refused(EUnknotLibrary, 'no unknot_version', LoadOther);
  Refused(EUnknotLibrary, 'another version, 0.9.0', LoadOld);
  Refused(EUnknotLibrary, 'cannot be loaded', LoadText);
  UnknotLoad(Arguments[4]);
  Refused(EUnknotLibrary, 'comes first', LoadOther);
end;

procedure OptionsAndMisuse;
begin
  Options := Default(TUnknotOptions);
  Options.PackPath := Arguments[2] + '/lower-back';
  Options.MinPackVersion := '0.0.1';
  OpenWithOptions;
  Options.Pack := '{}';
  Refused(EUnknotArgument, '', OpenWithOptions);
  Options := Default(TUnknotOptions);
  Options.MinPackVersion := '99.0.0';
  Refused(EUnknotPack, '', OpenWithOptions);
  Options := Default(TUnknotOptions);
  Options.Pack := '{';
  Refused(EUnknotPack, 'invalid_json', OpenWithOptions);
  Options := Default(TUnknotOptions);
  Options.Overlay := '{"x": 1}';
  Refused(EUnknotPack, '/overlay', OpenWithOptions);
  Options := Default(TUnknotOptions);
  Options.OverlayPath := '/no/such/R'#$C3#$BC'cken';
  Refused(EUnknotFile, 'unreadable', OpenWithOptions);
  Options.OverlayPath := 'a'#0'b';
  Refused(EArgumentException, 'NUL', OpenWithOptions);
  Options := Default(TUnknotOptions);
  Options.PdfModule := '/no/such/module.so';
  Refused(EUnknotUnsupported, '', OpenWithOptions);
  Refused(EUnknotIntake, 'missing_member', EmptyIntake);
  Refused(EUnknotArgument, '', EarlyTime);
  Refused(EUnknotUnsupported, 'unknown_locale', OtherLocale);
  Refused(EArgumentException, 'NUL', NulInLocale);
  Refused(EUnknotUnsupported, '', QuestionsAsPage);
  Answer := Engine.Assess(Silent);
  Refused(EUnknotUnsupported, 'libunknot-pdf', NoPdf);
  Refused(EUnknotArgument, '', NoSuchFlag);
  Expect('complete', 'False', BoolToStr(Answer.Complete, True));
  Answer.Free;
end;

function ResidentKilobytes: Int64;
var
  Status: TStringList;
  Line: string;
begin
  Result := 0;
  Status := TStringList.Create;
  Status.LoadFromFile('/proc/self/status');
  for Line in Status do
    if Line.StartsWith('VmRSS:') then Result := StrToInt64(Line.Substring(6).Replace('kB', '').Trim);
  Status.Free;
end;

procedure NoGrowth;
var
  Before: Int64;
  I: Integer;
begin
  for I := -1000 to Calls do
  begin
    if I = 0 then Before := ResidentKilobytes;
    Answer := Engine.Assess(Silent);
    Answer.Document(UNKNOT_MEDIA_HTML);
    Answer.Free;
    if I mod 10 = 0 then Refused(EUnknotIntake, '', EmptyIntake);
  end;
  if ResidentKilobytes - Before > GrowthKilobytes then raise Exception.Create('it grows');
end;

var
  I: Integer;
begin
  try
    for I := 1 to 4 do Arguments[I] := ParamStr(I);
    Libraries;
    Engine := TUnknotEngine.Create;
    ReadAndCheckWhatItIs(Arguments[1]);
    for I := 0 to High(Rows) do CheckRow(Rows[I]);
    ManyThreads;
    OptionsAndMisuse;
    AnyOrderOfFreeing;
    NoGrowth;
    Engine.Free;
    WriteLn('pascal: ', Length(Rows), ' intakes as in C');
  except
    on E: Exception do
    begin
      WriteLn(StdErr, E.ClassName, ': ', Copy(E.Message, 1, 2000));
      Halt(1);
    end;
  end;
end.
