{ Unknot for Free Pascal and Delphi: a patient's answers in; referral flags for the clinic and a self-care sheet for the
  patient out. README.md tells how it is used, unknot.h what each call does.

  All text is UTF-8 in RawByteStrings, which nothing converts on its way: UTF8Encode what your forms hold. One TUnknotEngine
  serves all threads; a TUnknotResult belongs to one thread at a time, and outlives its engine. }
unit Unknot;

{$IFDEF FPC}{$MODE Delphi}{$ENDIF}
{$H+}

interface

uses
  SysUtils, UnknotLibrary;

const
  UNKNOT_MEDIA_JSON = 'application/json';
  UNKNOT_MEDIA_HANDOUT_JSON = 'application/json;for=handout';
  UNKNOT_MEDIA_HTML = 'text/html';
  UNKNOT_MEDIA_TEXT = 'text/plain';
  UNKNOT_MEDIA_CLINIC_HTML = 'text/html;for=clinic';
  UNKNOT_MEDIA_PDF = 'application/pdf';
  UNKNOT_MEDIA_FHIR = 'application/fhir+json';

type
  { In the order of unknot.h; the urgency grows. utNone: nothing was assessed. }
  TUnknotTier = (utNone, utSelfCare, utRoutine, utSoon, utSameDay, utEmergency);
  TUnknotFlagStatus = (ufNone, ufClear, ufOpen, ufRaised);

  TUnknotFlag = record
    Status: TUnknotFlagStatus;
    Tier: TUnknotTier;          // the highest of its raised rules; utNone unless raised
    PossibleTier: TUnknotTier;  // the highest of its raised and open rules
    Id, Title, Reason: RawByteString;
  end;

  { Every failure of the library. Problem is its JSON, code, pointer, expected and message; it never holds an answer. }
  EUnknot = class(Exception)
  private
    FStatus: Integer;
    FProblem: RawByteString;
  public
    constructor CreateProblem(AStatus: Integer; const AProblem: RawByteString);
    property Status: Integer read FStatus;
    property Problem: RawByteString read FProblem;
  end;

  EUnknotArgument = class(EUnknot);
  EUnknotIntake = class(EUnknot);  // the intake was refused as a whole; nothing was assessed
  EUnknotPack = class(EUnknot);
  EUnknotFile = class(EUnknot);
  EUnknotUnsupported = class(EUnknot);
  EUnknotInternal = class(EUnknot);  // memory, or a defect of the library
  EUnknotLibrary = UnknotLibrary.EUnknotLibrary;  // it is not there or not usable; the message tells what to do

  { What an engine is opened with; empty: the default. Paths are UTF-8. }
  TUnknotOptions = record
    PackPath, Pack, OverlayPath, Overlay, PdfModule, MinPackVersion: RawByteString;
  end;

  TUnknotResult = class
  private
    FHandle: Pointer;
    function GetTier: TUnknotTier;
    function GetPossibleTier: TUnknotTier;
    function GetComplete: Boolean;
    function GetFlagCount: Integer;
    function GetFlag(Index: Integer): TUnknotFlag;
  public
    destructor Destroy; override;
    { One of UNKNOT_MEDIA_*; '' : application/json, or the one document of questions and packs. }
    function Document(const MediaType: RawByteString = ''): RawByteString;
    property Tier: TUnknotTier read GetTier;
    property PossibleTier: TUnknotTier read GetPossibleTier;
    { False: a person must finish the screen. }
    property Complete: Boolean read GetComplete;
    property FlagCount: Integer read GetFlagCount;
    property Flags[Index: Integer]: TUnknotFlag read GetFlag;
  end;

  TUnknotEngine = class
  private
    FHandle: Pointer;
  public
    constructor Create; overload;
    constructor Create(const Options: TUnknotOptions); overload;
    destructor Destroy; override;
    { AtUnixSeconds: when the patient was seen, UTC; 0: not given. The caller frees the result. }
    function Assess(const Intake: RawByteString; AtUnixSeconds: Int64 = 0): TUnknotResult;
    { The questions in the order to ask them; Locale '': the pack's first. }
    function Questions(const Locale: RawByteString = ''; const MediaType: RawByteString = ''): RawByteString;
    function Pack: RawByteString;
    function Info: RawByteString;
  end;

{ Loads the library from a path, UTF-8, before the first engine. Without it: unknot.dll beside the program, or
  libunknot.so.1 of the system. }
procedure UnknotLoad(const Path: RawByteString);

{ '1.0.0' }
function UnknotVersion: RawByteString;
{ 'emergency', as in JSON; '' of utNone. }
function UnknotTierName(Tier: TUnknotTier): RawByteString;
{ 'intake'; of EUnknot.Status. }
function UnknotStatusName(Status: Integer): RawByteString;

implementation

function OrNull(const Text: RawByteString): PAnsiChar;
begin
  if Text = '' then Result := nil else Result := PAnsiChar(Text);
end;

procedure UnknotLoad(const Path: RawByteString);
begin
  LoadLibraryOnce(Path, False);
end;

function UnknotVersion: RawByteString;
begin
  LoadLibraryOnce(LibraryName, True);
  Result := Version();
end;

function UnknotTierName(Tier: TUnknotTier): RawByteString;
const
  Names: array [TUnknotTier] of RawByteString = ('', 'self_care', 'routine', 'soon', 'same_day', 'emergency');
begin
  Result := Names[Tier];
end;

function UnknotStatusName(Status: Integer): RawByteString;
begin
  LoadLibraryOnce(LibraryName, True);
  Result := StatusName(Status);
end;

procedure Check(Status: Integer; const Problem: RawByteString);
begin
  case Status of
    UNKNOT_OK: ;
    UNKNOT_E_ARGUMENT: raise EUnknotArgument.CreateProblem(Status, Problem);
    UNKNOT_E_INTAKE: raise EUnknotIntake.CreateProblem(Status, Problem);
    UNKNOT_E_PACK: raise EUnknotPack.CreateProblem(Status, Problem);
    UNKNOT_E_IO: raise EUnknotFile.CreateProblem(Status, Problem);
    UNKNOT_E_UNSUPPORTED: raise EUnknotUnsupported.CreateProblem(Status, Problem);
  else
    raise EUnknotInternal.CreateProblem(Status, Problem);
  end;
end;

{ The result of a call, or its failure; a handle is not lost either way. }
function Taken(Status: Integer; Made: Pointer): TUnknotResult;
var
  Problem: RawByteString;
begin
  if Status = UNKNOT_OK then
  begin
    Result := TUnknotResult.Create;
    Result.FHandle := Made;
    Exit;
  end;
  Problem := ResultError(Made);
  ResultFree(Made);
  Check(Status, Problem);
  Result := nil;
end;

{ The one document of a result that is no assessment. }
function TakenDocument(Status: Integer; Made: Pointer): RawByteString;
var
  Answer: TUnknotResult;
begin
  Answer := Taken(Status, Made);
  try
    Result := Answer.Document;
  finally
    Answer.Free;
  end;
end;

{ C terminates a path by its first NUL: what stands behind one would be passed over. }
procedure RefuseNul(const Texts: array of RawByteString);
var
  Text: RawByteString;
begin
  for Text in Texts do
    if Pos(RawByteString(#0), Text) > 0 then raise EArgumentException.Create('a text with a NUL in it');
end;

constructor EUnknot.CreateProblem(AStatus: Integer; const AProblem: RawByteString);
begin
  inherited Create('unknot: ' + string(RawByteString(StatusName(AStatus))) + ': ' + string(AProblem));
  FStatus := AStatus;
  FProblem := AProblem;
end;

destructor TUnknotResult.Destroy;
begin
  if FHandle <> nil then ResultFree(FHandle);
  inherited;
end;

function TUnknotResult.GetTier: TUnknotTier;
begin
  Result := TUnknotTier(ResultTier(FHandle));
end;

function TUnknotResult.GetPossibleTier: TUnknotTier;
begin
  Result := TUnknotTier(ResultPossibleTier(FHandle));
end;

function TUnknotResult.GetComplete: Boolean;
begin
  Result := ResultComplete(FHandle) = 1;
end;

function TUnknotResult.GetFlagCount: Integer;
begin
  Result := ResultFlagCount(FHandle);
end;

function TUnknotResult.GetFlag(Index: Integer): TUnknotFlag;
var
  Flag: TNativeFlag;
begin
  FillChar(Flag, SizeOf(Flag), 0);
  Flag.StructSize := SizeOf(Flag);
  Check(ResultFlag(FHandle, Index, Flag), '');
  Result.Status := TUnknotFlagStatus(Flag.Status);
  Result.Tier := TUnknotTier(Flag.Tier);
  Result.PossibleTier := TUnknotTier(Flag.PossibleTier);
  Result.Id := Flag.Id;
  Result.Title := Flag.Title;
  Result.Reason := Flag.Reason;
end;

function TUnknotResult.Document(const MediaType: RawByteString): RawByteString;
var
  Bytes: PAnsiChar;
  Size: NativeUInt;
  Status: Integer;
begin
  RefuseNul([MediaType]);
  Status := ResultDocument(FHandle, OrNull(MediaType), Bytes, Size);
  Check(Status, ResultError(FHandle));
  SetString(Result, Bytes, Size);
end;

constructor TUnknotEngine.Create;
begin
  Create(Default(TUnknotOptions));
end;

constructor TUnknotEngine.Create(const Options: TUnknotOptions);
var
  Given: TNativeOptions;
  Status: Integer;
begin
  inherited Create;
  LoadLibraryOnce(LibraryName, True);
  RefuseNul([Options.PackPath, Options.OverlayPath, Options.PdfModule, Options.MinPackVersion]);
  FillChar(Given, SizeOf(Given), 0);
  Given.StructSize := SizeOf(Given);
  Given.PackPath := OrNull(Options.PackPath);
  Given.Pack := OrNull(Options.Pack);
  Given.PackSize := Length(Options.Pack);
  Given.OverlayPath := OrNull(Options.OverlayPath);
  Given.Overlay := OrNull(Options.Overlay);
  Given.OverlaySize := Length(Options.Overlay);
  Given.PdfModule := OrNull(Options.PdfModule);
  Given.MinPackVersion := OrNull(Options.MinPackVersion);
  Status := EngineOpen(@Given, FHandle);
  Check(Status, EngineError(FHandle));
end;

destructor TUnknotEngine.Destroy;
begin
  if FHandle <> nil then EngineClose(FHandle);
  inherited;
end;

function TUnknotEngine.Assess(const Intake: RawByteString; AtUnixSeconds: Int64): TUnknotResult;
var
  Call: TNativeCall;
  Made: Pointer;
  Status: Integer;
begin
  Call.StructSize := SizeOf(Call);
  Call.Reserved := 0;
  Call.AtUnixSeconds := AtUnixSeconds;
  Status := AssessIntake(FHandle, @Call, PAnsiChar(Intake), Length(Intake), Made);
  Result := Taken(Status, Made);
end;

function TUnknotEngine.Questions(const Locale, MediaType: RawByteString): RawByteString;
var
  Made: Pointer;
  Status: Integer;
begin
  RefuseNul([Locale, MediaType]);
  Status := EngineQuestions(FHandle, OrNull(Locale), OrNull(MediaType), Made);
  Result := TakenDocument(Status, Made);
end;

function TUnknotEngine.Pack: RawByteString;
var
  Made: Pointer;
  Status: Integer;
begin
  Status := EnginePack(FHandle, Made);
  Result := TakenDocument(Status, Made);
end;

function TUnknotEngine.Info: RawByteString;
begin
  Result := EngineInfo(FHandle, nil);
end;

end.
